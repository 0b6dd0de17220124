// SPDX-License-Identifier: EUPL-1.2
#include "agent/host/smbios.h"

#include <numeric>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace distanskoll::agent {
namespace {

/// A structure as DSP0134 writes it: head, formatted part, strings.
Bytes structure(std::uint8_t type, const Bytes& formatted,
                const std::vector<std::string>& strings) {
  Bytes bytes{type, static_cast<std::uint8_t>(4 + formatted.size()), 0, 0};
  bytes.insert(bytes.end(), formatted.begin(), formatted.end());
  for (const auto& text : strings) {
    bytes.insert(bytes.end(), text.begin(), text.end());
    bytes.push_back(0);
  }
  if (strings.empty()) bytes.push_back(0);
  bytes.push_back(0);
  return bytes;
}

/// RawSMBIOSData round structures.
Bytes raw_table(const std::vector<Bytes>& structures) {
  Bytes table;
  for (const Bytes& each : structures) table.insert(table.end(), each.begin(), each.end());
  Bytes bytes{0,
              3,
              0,
              0,
              static_cast<std::uint8_t>(table.size()),
              static_cast<std::uint8_t>(table.size() >> 8U),
              0,
              0};
  bytes.insert(bytes.end(), table.begin(), table.end());
  return bytes;
}

/// System Information: maker, model and serial number are strings 1, 2 and 3.
Bytes formatted_system(Bytes uuid) {
  Bytes bytes{1, 2, 0, 3};
  bytes.insert(bytes.end(), uuid.begin(), uuid.end());
  bytes.insert(bytes.end(), {6, 0, 0});
  return bytes;
}

Bytes counting() {
  Bytes uuid(16);
  std::iota(uuid.begin(), uuid.end(), std::uint8_t{1});
  return uuid;
}

const Bytes kBios = structure(0, {1, 2, 0, 0}, {"Maker", "1.0"});
const std::vector<std::string> kStrings = {"Maker", "Model 5", "PF3XK0AB"};

TEST(Smbios, TellsSerialNumberAndUuidAsLinuxWritesThem) {
  const auto found =
      read_smbios(raw_table({kBios, structure(1, formatted_system(counting()), kStrings)}));
  EXPECT_EQ(found.serial_number, "PF3XK0AB");
  EXPECT_EQ(found.uuid, "04030201-0605-0807-090a-0b0c0d0e0f10");
}

TEST(Smbios, HasNoUuidWhereTheMakerSetNone) {
  for (const std::uint8_t byte : {std::uint8_t{0x00}, std::uint8_t{0xFF}}) {
    const auto found =
        read_smbios(raw_table({structure(1, formatted_system(Bytes(16, byte)), kStrings)}));
    EXPECT_EQ(found.uuid, "");
    EXPECT_EQ(found.serial_number, "PF3XK0AB");
  }
  const auto old = read_smbios(raw_table({structure(1, {1, 2, 0, 3}, kStrings)}));
  EXPECT_EQ(old.uuid, "") << "version 2.0 had none";
  EXPECT_EQ(old.serial_number, "PF3XK0AB");
}

TEST(Smbios, IsEmptyWithoutItsStructureAndBehindTheEnd) {
  const Bytes system = structure(1, formatted_system(counting()), kStrings);
  EXPECT_EQ(read_smbios({}).uuid, "");
  EXPECT_EQ(read_smbios(raw_table({kBios})).uuid, "");
  EXPECT_EQ(read_smbios(raw_table({structure(127, {}, {}), system})).uuid, "");
}

TEST(Smbios, BelievesNoLengthThatIsNotThere) {
  const Bytes whole = raw_table({kBios, structure(1, formatted_system(counting()), kStrings)});
  for (std::size_t size = 0; size < whole.size(); ++size) {
    const auto found = read_smbios(ByteView(whole).first(size));
    EXPECT_EQ(found.uuid, "") << size << " of " << whole.size() << " bytes";
  }
  Bytes lies = whole;
  lies[4] = 0xFF;  // longer than what came
  EXPECT_EQ(read_smbios(lies).serial_number, "PF3XK0AB");
  lies[4] = 4;  // shorter
  EXPECT_EQ(read_smbios(lies).serial_number, "");
  const auto nameless = read_smbios(raw_table({structure(1, {1, 2, 0, 9}, kStrings)}));
  EXPECT_EQ(nameless.serial_number, "") << "there is no ninth string";
}

}  // namespace
}  // namespace distanskoll::agent
