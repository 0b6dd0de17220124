// SPDX-License-Identifier: EUPL-1.2
#include "agent/host/windows_decode.h"

#include <gtest/gtest.h>

namespace distanskoll::agent::windows {
namespace {

constexpr std::uint32_t kEmpty = 0x10;
constexpr std::uint32_t kPresent = 0x20;
constexpr std::uint32_t kUnavailable = 0x08;

TEST(Sid, IsPrefixAndNumbers) {
  EXPECT_TRUE(is_sid("S-1-5-18"));
  EXPECT_TRUE(is_sid("S-1-5-21-3623811015-3361044348-30300820-1013"));
  EXPECT_TRUE(is_sid("S-1-12-1-1-2-3-4"));
}

TEST(Sid, LeadsOutOfNoKey) {
  for (const char* text :
       {"", "S-1-", "S-1-5-", "S-1--5", "S-1-5-18\\Software", "S-1-5-18_Classes", ".DEFAULT",
        "s-1-5-18", "S-1-5-1x", "S-2-5-18", " S-1-5-18", "S-1-5 18"}) {
    EXPECT_FALSE(is_sid(text)) << text;
  }
  EXPECT_FALSE(is_sid("S-1-5-" + std::string(200, '1')));
}

TEST(PageFiles, NameTheirDrives) {
  EXPECT_EQ(page_file_drives({R"(\??\C:\pagefile.sys)"}), "C");
  EXPECT_EQ(page_file_drives(
                {R"(c:\pagefile.sys 0 0)", R"(D:\pagefile.sys 1024 2048)", R"(C:\other.sys)", ""}),
            "CD");
  EXPECT_EQ(page_file_drives({}), "");
}

TEST(PageFiles, ThatWindowsPlacesAreNotKnown) {
  EXPECT_EQ(page_file_drives({R"(?:\pagefile.sys)"}), std::nullopt);
  EXPECT_EQ(page_file_drives({R"(C:\pagefile.sys)", R"(\Device\HarddiskVolume3\pagefile.sys)"}),
            std::nullopt);
  EXPECT_EQ(page_file_drives({"C:"}), std::nullopt);
}

TEST(CardReaders, SayWhetherACardIsThere) {
  EXPECT_EQ(presence_in({}), CardPresence::kNoReader);
  EXPECT_EQ(presence_in({{"A 0", kEmpty}}), CardPresence::kEmpty);
  EXPECT_EQ(presence_in({{"A 0", kEmpty}, {"B 0", kPresent | 0x100}}), CardPresence::kPresent);
}

TEST(CardReaders, OfWindowsHelloAreNone) {
  EXPECT_EQ(presence_in({{"Windows Hello for Business 1", kPresent}}), CardPresence::kNoReader);
  EXPECT_EQ(presence_in({{"Windows Hello for Business 1", kPresent}, {"A 0", kEmpty}}),
            CardPresence::kEmpty);
}

TEST(CardReaders, ThatDoNotTellProveNothing) {
  EXPECT_EQ(presence_in({{"A 0", kUnavailable}}), CardPresence::kNoService);
  EXPECT_EQ(presence_in({{"A 0", kUnavailable}, {"B 0", kEmpty}}), CardPresence::kEmpty);
}

TEST(CardService, ThatSleepsHasNoReaderUnlessItWasDisabled) {
  for (const std::uint32_t error : {0x8010001DU, 0x8010001EU}) {
    EXPECT_EQ(presence_without_readers(error, false), CardPresence::kNoReader);
    EXPECT_EQ(presence_without_readers(error, true), CardPresence::kNoService);
  }
  EXPECT_EQ(presence_without_readers(0x8010002E, true), CardPresence::kNoReader);
  EXPECT_EQ(presence_without_readers(5, false), CardPresence::kNoService);
}

TEST(Guid, IsWrittenFromItsBytes) {
  const Bytes bytes = {0x33, 0x22, 0x11, 0x00, 0x55, 0x44, 0x77, 0x66,
                       0x88, 0x99, 0xaa, 0xbb, 0xcc, 0xdd, 0xee, 0xff};
  EXPECT_EQ(guid_text(bytes), "{00112233-4455-6677-8899-aabbccddeeff}");
  EXPECT_EQ(guid_text(Bytes(15)), "");
}

}  // namespace
}  // namespace distanskoll::agent::windows
