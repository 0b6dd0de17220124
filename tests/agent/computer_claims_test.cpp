// SPDX-License-Identifier: EUPL-1.2
#include "agent/computer_claims.h"

#include <gtest/gtest.h>

namespace distanskoll::agent {
namespace {

const Computer kLaptop{"laptop-7", "5CG1234ABC", "4c4c4544-0042-3510-8051-b4c04f4e3533"};

Digest root(std::uint8_t first) {
  Digest digest{};
  digest[0] = first;
  return digest;
}

TEST(ComputerClaims, NameTheComputerAndHashItsHardwareWithTheCollectorsKey) {
  const auto claims = claims_for(kLaptop, root(1));
  EXPECT_EQ(claims.host_name, "laptop-7");
  EXPECT_EQ(claims.serial_number, "5CG1234ABC");
  EXPECT_EQ(claims.hardware.size(), 43U);
  EXPECT_EQ(claims.hardware, claims_for(kLaptop, root(1)).hardware);
  EXPECT_NE(claims.hardware, claims_for(kLaptop, root(2)).hardware)
      << "two collectors cannot compare theirs";
}

TEST(ComputerClaims, TellAClonedDiskInAnotherComputerFromTheSameOneInstalledAnew) {
  Computer renamed = kLaptop;
  renamed.host_name = "installed-anew";
  EXPECT_EQ(claims_for(renamed, root(1)).hardware, claims_for(kLaptop, root(1)).hardware);
  Computer other = kLaptop;
  other.uuid.back() = '4';
  EXPECT_NE(claims_for(other, root(1)).hardware, claims_for(kLaptop, root(1)).hardware);
}

TEST(ComputerClaims, HaveNoHashWithoutTheUuidThatOnlyRootReads) {
  Computer unprivileged = kLaptop;
  unprivileged.uuid.clear();
  EXPECT_EQ(claims_for(unprivileged, root(1)).hardware, "");
}

TEST(FirmwareLine, LosesItsEndAndIsNothingWhenTheMakerFilledNothingIn) {
  EXPECT_EQ(firmware_line("5CG1234ABC \n"), "5CG1234ABC");
  for (const char* said : {"", "\n", "123", "To Be Filled By O.E.M.", "Default string\n",
                           "Not Specified", "\x01\x02\x03\x04\x05"}) {
    EXPECT_EQ(firmware_line(said), "") << said;
  }
  EXPECT_EQ(firmware_line(std::string(65, 'x')), "");
}

}  // namespace
}  // namespace distanskoll::agent
