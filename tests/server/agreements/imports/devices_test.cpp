// SPDX-License-Identifier: EUPL-1.2
#include "server/agreements/imports/devices.h"

#include "tests/server/agreements/imports/support.h"

#include <string>

namespace distanskoll::server::agreements::imports {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

FileReading<DeviceRow> read_device_csv(const std::string& csv) {
  return read_import(csv, FileForm::kCsv, read_devices);
}

TEST(Devices, AreReadFromIntunesExport) {
  const auto reading = read_device_csv(golden("intune-devices.csv"));
  ASSERT_TRUE(reading.is_whole()) << ::testing::PrintToString(reading.findings().problems);
  ASSERT_THAT(*reading.whole(), SizeIs(4));
  const DeviceRow& laptop = reading.whole()->front();
  EXPECT_EQ(laptop.name, "VGD-LT-0001");
  EXPECT_EQ(laptop.serial_number, "PF2ABC01");
  EXPECT_THAT(laptop.primary_users, ElementsAre("asa.oberg@vaggeryd.se"));
  EXPECT_EQ(laptop.system, SystemFamily::kWindows);
  EXPECT_EQ(laptop.ownership, Ownership::kOrganisation);
  EXPECT_EQ(laptop.encrypted, true);
  EXPECT_EQ(laptop.model, "20XW00A1MX");
  EXPECT_EQ(laptop.last_contact, day("2026-04-20"));
  EXPECT_EQ((*reading.whole())[1].system, SystemFamily::kLinux);
  EXPECT_EQ((*reading.whole())[1].encrypted, false);
  EXPECT_EQ((*reading.whole())[2].serial_number, std::nullopt) << "what the BIOS never got";
  EXPECT_EQ((*reading.whole())[2].last_contact, std::nullopt) << "the year 1 is never";
  EXPECT_EQ((*reading.whole())[3].system, SystemFamily::kPhone);
  EXPECT_EQ((*reading.whole())[3].ownership, Ownership::kPersonal);
}

TEST(Devices, ThatWereEnrolledAgainAreKeptOnceAndThatIsTold) {
  const auto reading = read_device_csv(golden("intune-devices.csv"));
  EXPECT_THAT(reading.findings().notices, ElementsAre(IsNotice(1, NoticeKind::kIgnoredColumns),
                                                      IsNotice(5, NoticeKind::kNoSerial),
                                                      IsNotice(4, NoticeKind::kOlderDevice)));
  EXPECT_EQ(reading.findings().notices[2].detail, "2");
}

TEST(Devices, AreReadFromConfigurationManager) {
  const auto reading = read_device_csv(golden("configuration-manager.csv"));
  ASSERT_TRUE(reading.is_whole()) << ::testing::PrintToString(reading.findings().problems);
  const DeviceRow& laptop = reading.whole()->front();
  EXPECT_EQ(laptop.name, "VGD-LT-0100");
  EXPECT_EQ(laptop.serial_number, "5CG1234XYZ");
  EXPECT_THAT(laptop.primary_users, ElementsAre("annber", "bjoalg"));
  EXPECT_EQ(laptop.system, SystemFamily::kWindows);
  EXPECT_EQ(reading.whole()->back().system, SystemFamily::kOther) << "a server";
}

TEST(Devices, AreReadUnderTheNamesOfGraphAndReports) {
  const auto reading = read_device_csv(
      "DeviceName,SerialNumber,UserPrincipalName,OperatingSystem,ManagedDeviceOwnerType,"
      "LastSyncDateTime,"
      "IsEncrypted,Model\nA,S1,a@k.se,Windows,company,2026-04-20T07:12:44Z,True,X\n");
  ASSERT_TRUE(reading.is_whole()) << ::testing::PrintToString(reading.findings().problems);
  EXPECT_THAT(reading.findings().notices, IsEmpty());
  EXPECT_EQ(reading.whole()->front().last_contact, day("2026-04-20"));
}

TEST(Devices, AreReadFromAListOfOnesOwn) {
  const auto reading =
      read_device_csv("Dator;Serienr;Användare;Enhetskod;Status;Delad\nA;S1;anna;SN;Stulen;ja\n");
  ASSERT_TRUE(reading.is_whole()) << ::testing::PrintToString(reading.findings().problems);
  EXPECT_EQ(reading.whole()->front().use, DeviceUse::kLost);
  EXPECT_EQ(reading.whole()->front().shared, true);
  EXPECT_EQ(reading.whole()->front().unit, "SN");
}

TEST(Devices, WithOneSerialNumberAndNoNewestContradictEachOther) {
  EXPECT_THAT(read_device_csv("Dator;Serienummer\nA;S1\nB;S1\n").findings().problems,
              ElementsAre(IsProblem(3, "Serienummer", Reason::kTwice)));
}

TEST(Devices, HaveAName) {
  EXPECT_THAT(read_device_csv("Dator;Serienummer\n;S1\n").findings().problems,
              ElementsAre(IsProblem(2, "Dator", Reason::kMandatory)));
}

}  // namespace
}  // namespace distanskoll::server::agreements::imports
