// SPDX-License-Identifier: EUPL-1.2
#include "agent/host/windows_wireguard_rows.h"

#include "tests/support/matchers.h"

namespace distanskoll::agent::windows {
namespace {

constexpr WallTime kNow{std::chrono::seconds(1'800'000'000)};
constexpr std::int64_t kFrom1601 = 11'644'473'600;

/// An answer of the driver, written by hand after its header file.
class Answer {
 public:
  Answer() : bytes_(80) { bytes_[0] = 7; }

  /// A peer whose last handshake was so long ago; nothing: never.
  Answer& peer(std::optional<std::int64_t> age, std::uint32_t addresses = 2) {
    ++bytes_[72];
    const std::size_t at = bytes_.size();
    bytes_.resize(at + 136 + std::size_t{24} * addresses, 0xAA);
    put(at + 128, addresses, 4);
    const std::int64_t second = kNow.time_since_epoch().count() + kFrom1601 - age.value_or(0);
    put(at + 120, age ? static_cast<std::uint64_t>(second) * 10'000'000 + 9'999'999 : 0, 8);
    return *this;
  }
  Answer& put(std::size_t at, std::uint64_t number, std::size_t size) {
    for (std::size_t i = 0; i < size; ++i) {
      bytes_[at + i] = static_cast<std::uint8_t>(number >> (8 * i));
    }
    return *this;
  }
  [[nodiscard]] const Bytes& bytes() const { return bytes_; }

 private:
  Bytes bytes_;
};

Result<std::int64_t> age_in(const Answer& answer) { return handshake_age(answer.bytes(), kNow); }

TEST(WireguardOfWindows, TellsTheNewestHandshakeOfAnyPeer) {
  EXPECT_THAT(age_in(Answer().peer(100)), IsOkAnd(testing::Eq(100)));
  EXPECT_THAT(age_in(Answer().peer(500).peer(30, 0).peer(std::nullopt, 7).peer(90)),
              IsOkAnd(testing::Eq(30)));
}

TEST(WireguardOfWindows, NeverHadAHandshakeIsVeryLongAgo) {
  const std::int64_t never = kNow.time_since_epoch().count() + kFrom1601;
  EXPECT_THAT(age_in(Answer()), IsOkAnd(testing::Eq(never))) << "no peer";
  EXPECT_THAT(age_in(Answer().peer(std::nullopt)), IsOkAnd(testing::Eq(never)));
}

TEST(WireguardOfWindows, TakesATimeFarAheadForNoFreshOne) {
  EXPECT_THAT(age_in(Answer().peer(-5)), IsOkAnd(testing::Eq(-5))) << "a clock set back a little";
  EXPECT_THAT(age_in(Answer().peer(-100'000).peer(60)), IsOkAnd(testing::Eq(60)));
  const auto age = age_in(Answer().peer(0).put(80 + 120, ~0ULL, 8));
  ASSERT_THAT(age, IsOk());
  EXPECT_GT(std::abs(*age), 1'000'000'000);
}

TEST(WireguardOfWindows, RefusesAnAnswerThatIsCutOrTooLong) {
  const Bytes whole = Answer().peer(1).peer(2).bytes();
  for (std::size_t size = 0; size < whole.size(); ++size) {
    EXPECT_THAT(handshake_age(ByteView(whole).first(size), kNow), IsError(ErrorCode::kMalformed))
        << size;
  }
  Bytes longer = whole;
  longer.push_back(0);
  EXPECT_THAT(handshake_age(longer, kNow), IsError(ErrorCode::kMalformed));
  EXPECT_THAT(age_in(Answer().put(72, 0xFFFF'FFFF, 4)), IsError(ErrorCode::kMalformed));
  EXPECT_THAT(age_in(Answer().peer(1).put(80 + 128, 0xFFFF'FFFF, 4)),
              IsError(ErrorCode::kMalformed));
}

TEST(WireguardOfWindows, KnowsItsOwnDeviceByTheAdaptersGuid) {
  constexpr std::string_view kGuid = "{00112233-4455-6677-8899-aabbccddeeff}";
  constexpr std::string_view kPath =
      R"(\\?\SWD#WireGuard#{99999999-4455-6677-8899-AABBCCDDEEFF}#{cac88484-7515-4c03-82e6-71a87abac361}\{00112233-4455-6677-8899-AABBCCDDEEFF})";
  EXPECT_TRUE(is_wireguard_device(kPath, kGuid));
  EXPECT_FALSE(is_wireguard_device(kPath, "{99999999-4455-6677-8899-aabbccddeeff}"));
  EXPECT_FALSE(is_wireguard_device(kPath, ""));
  EXPECT_FALSE(is_wireguard_device("", kGuid));
  EXPECT_FALSE(is_wireguard_device(
      R"(\\?\SWD#Wintun#x#{cac88484-7515-4c03-82e6-71a87abac361}\{00112233-4455-6677-8899-AABBCCDDEEFF})",
      kGuid));
  EXPECT_FALSE(is_wireguard_device(kGuid, kGuid));
}

}  // namespace
}  // namespace distanskoll::agent::windows
