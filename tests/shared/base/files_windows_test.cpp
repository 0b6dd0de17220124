// SPDX-License-Identifier: EUPL-1.2
// What files.h promises in access lists.
#include "shared/file_access.h"
#include "shared/files.h"
#include "tests/support/matchers.h"
#include "tests/support/temp_dir.h"

#include <windows.h>
// after windows.h
#include <aclapi.h>
#include <sddl.h>

namespace distanskoll {
namespace {

using ::testing::Eq;

void set_access(const std::filesystem::path& file, const wchar_t* words) {
  PSECURITY_DESCRIPTOR made = nullptr;
  ASSERT_NE(::ConvertStringSecurityDescriptorToSecurityDescriptorW(words, SDDL_REVISION_1, &made,
                                                                   nullptr),
            0);
  EXPECT_NE(::SetFileSecurityW(file.c_str(), DACL_SECURITY_INFORMATION, made), 0);
  ::LocalFree(made);
}

TEST(SecretFile, IsRefusedWhenEverybodyMayReadIt) {
  const TempDir dir;
  dir.write("key", "hemlig");
  set_access(dir / "key", L"D:P(A;;FA;;;SY)(A;;FA;;;BA)(A;;FA;;;OW)");
  EXPECT_THAT(read_secret_file(dir / "key", 10), IsOkAnd(Eq("hemlig")));
  set_access(dir / "key", L"D:P(A;;FA;;;SY)(A;;FA;;;BA)(A;;FA;;;OW)(A;;FR;;;WD)");
  EXPECT_THAT(read_secret_file(dir / "key", 10), IsError(ErrorCode::kPermissionDenied, "icacls"));
}

TEST(OpenToOthers, IsToldOfFilesAndFoldersWithoutReadingThem) {
  const TempDir dir;
  ASSERT_THAT(make_private_folder(dir / "a"), IsOk());
  EXPECT_THAT(is_open_to_others(dir / "a"), IsOkAnd(Eq(false)));
  dir.write("key", "hemlig");
  set_access(dir / "key", L"D:P(A;;FA;;;SY)(A;;FA;;;BA)(A;;FA;;;OW)(A;;FR;;;WD)");
  EXPECT_THAT(is_open_to_others(dir / "key"), IsOkAnd(Eq(true)));
  EXPECT_THAT(is_open_to_others(dir / "absent"), IsError(ErrorCode::kNotFound));
}

TEST(WriteFile, WaitsForAReaderThatDoesNotShare) {
  const TempDir dir;
  dir.write("a", "gammal");
  const HANDLE reader = ::CreateFileW((dir / "a").c_str(), GENERIC_READ, FILE_SHARE_READ, nullptr,
                                      OPEN_EXISTING, FILE_ATTRIBUTE_NORMAL, nullptr);
  ASSERT_NE(reader, INVALID_HANDLE_VALUE);
  EXPECT_THAT(write_file_atomically(dir / "a", "ny", FileMode::kOwnerOnly),
              IsError(ErrorCode::kPermissionDenied, "put in place"));
  ::CloseHandle(reader);
  EXPECT_EQ(dir.read("a"), "gammal");
  EXPECT_THAT(write_file_atomically(dir / "a", "ny", FileMode::kOwnerOnly), IsOk());
}

}  // namespace
}  // namespace distanskoll
