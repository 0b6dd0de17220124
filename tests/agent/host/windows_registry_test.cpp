// SPDX-License-Identifier: EUPL-1.2
// Values as anybody with the rights may leave them: the registry keeps bytes and a number for their
// type, and holds them to neither.
#include "agent/host/windows_registry.h"

#include "agent/host/windows_strings.h"
#include "shared/limits.h"
#include "tests/support/matchers.h"

#include <windows.h>

namespace distanskoll::agent::windows {
namespace {

using Kind = RegistryValue::Kind;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

class Registry : public testing::Test {
 protected:
  void SetUp() override {
    ASSERT_EQ(::RegCreateKeyExW(HKEY_LOCAL_MACHINE, to_utf16(place.key).c_str(), 0, nullptr, 0,
                                KEY_ALL_ACCESS, nullptr, &key, nullptr),
              ERROR_SUCCESS);
  }
  void TearDown() override {
    ::RegCloseKey(key);
    ::RegDeleteKeyW(HKEY_LOCAL_MACHINE, to_utf16(place.key).c_str());
  }
  void put(DWORD type, const std::string& bytes) const {
    ASSERT_EQ(::RegSetValueExW(key, L"Value", 0, type, reinterpret_cast<const BYTE*>(bytes.data()),
                               static_cast<DWORD>(bytes.size())),
              ERROR_SUCCESS);
  }
  void put_text(DWORD type, std::wstring_view text) const {
    put(type, {reinterpret_cast<const char*>(text.data()), text.size() * sizeof(wchar_t)});
  }
  [[nodiscard]] RegistryValue value() const { return read_value(place, "Value"); }

  RegistryPlace place{Hive::kMachine,
                      "SOFTWARE\\DistanskollTest" + std::to_string(::GetCurrentProcessId())};
  HKEY key = nullptr;
};

TEST_F(Registry, KnowsNumbersAndTexts) {
  put(REG_DWORD, std::string("\x2a\0\0\0", 4));
  EXPECT_EQ(value().kind, Kind::kNumber);
  EXPECT_EQ(value().number, 42U);
  put_text(REG_SZ, std::wstring_view(L"r\u00e4ksm\u00f6rg\u00e5s\0", 12));
  EXPECT_EQ(value().kind, Kind::kText);
  EXPECT_EQ(value().text, "r\u00e4ksm\u00f6rg\u00e5s");
}

TEST_F(Registry, SaysThatAValueIsAbsent) {
  EXPECT_EQ(value().kind, Kind::kAbsent);
  EXPECT_EQ(read_value({Hive::kMachine, "SOFTWARE\\Ingen\\Alls"}, "Value").kind, Kind::kAbsent);
  EXPECT_THAT(read_texts(place, "Value"), IsError(ErrorCode::kNotFound));
  EXPECT_THAT(read_bytes(place, "Value"), IsError(ErrorCode::kNotFound));
}

TEST_F(Registry, CallsANumberOfAnotherSizeNoNumber) {
  for (const std::size_t size : {0U, 1U, 3U, 5U, 8U}) {
    put(REG_DWORD, std::string(size, '\1'));
    EXPECT_EQ(value().kind, Kind::kOther) << size;
  }
}

TEST_F(Registry, CallsEveryOtherTypeByThatName) {
  for (const DWORD type : {DWORD{REG_NONE}, DWORD{REG_BINARY}, DWORD{REG_QWORD}, DWORD{REG_LINK},
                           DWORD{REG_MULTI_SZ}, DWORD{4711}}) {
    put(type, std::string("\1\0\0\0\0\0\0\0", 8));
    EXPECT_EQ(value().kind, Kind::kOther) << type;
  }
}

TEST_F(Registry, ReadsATextThatDoesNotEndWhereItShould) {
  put_text(REG_SZ, L"utan slut");
  EXPECT_EQ(value().text, "utan slut");
  put(REG_SZ, std::string("a\0b", 3));  // half a character more
  EXPECT_EQ(value().text, "a");
  put_text(REG_SZ, std::wstring_view(L"ett\0tv\u00e5\0", 8));
  EXPECT_EQ(value().text, "ett");
  put(REG_SZ, "");
  EXPECT_EQ(value().kind, Kind::kText);
  EXPECT_EQ(value().text, "");
}

TEST_F(Registry, DoesNotTakeHalfOfALongText) {
  put_text(REG_SZ, std::wstring(limits::kRegistryTextBytes, L'x'));
  EXPECT_EQ(value().text.size(), limits::kRegistryTextBytes);
  put_text(REG_SZ, std::wstring(limits::kRegistryTextBytes + 1, L'x'));
  EXPECT_EQ(value().kind, Kind::kOther);
  put_text(REG_SZ, std::wstring(1'000'000, L'x'));
  EXPECT_EQ(value().kind, Kind::kOther);
  put_text(REG_SZ, std::wstring(limits::kRegistryTextBytes / 2, L'\u20ac'));  // three bytes each
  EXPECT_EQ(value().kind, Kind::kOther);
}

TEST_F(Registry, SplitsAListAndBearsOneWithoutItsEnd) {
  put_text(REG_MULTI_SZ, std::wstring_view(L"ett\0tv\u00e5\0\0", 9));
  EXPECT_THAT(*read_texts(place, "Value"), ElementsAre("ett", "tv\u00e5"));
  put_text(REG_MULTI_SZ, std::wstring_view(L"ett\0\0tv\u00e5", 8));
  EXPECT_THAT(*read_texts(place, "Value"), ElementsAre("ett", "tv\u00e5"));
  put_text(REG_MULTI_SZ, L"");
  EXPECT_THAT(*read_texts(place, "Value"), IsEmpty());
  put_text(REG_SZ, L"ingen lista");
  EXPECT_THAT(read_texts(place, "Value"), IsError(ErrorCode::kMalformed));
  put_text(REG_MULTI_SZ, std::wstring(limits::kRegistryListBytes, L'x'));
  EXPECT_THAT(read_texts(place, "Value"), IsError(ErrorCode::kTooLarge));
}

TEST_F(Registry, GivesBytesOfTheirOwnTypeAlone) {
  put(REG_BINARY, std::string("\0\xff", 2));
  EXPECT_THAT(*read_bytes(place, "Value"), ElementsAre(0x00, 0xff));
  put(REG_SZ, std::string("\0\xff", 2));
  EXPECT_THAT(read_bytes(place, "Value"), IsError(ErrorCode::kMalformed));
  put(REG_BINARY, std::string(limits::kRegistryTextBytes + 1, 'x'));
  EXPECT_THAT(read_bytes(place, "Value"), IsError(ErrorCode::kTooLarge));
}

}  // namespace
}  // namespace distanskoll::agent::windows
