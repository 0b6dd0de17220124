// SPDX-License-Identifier: EUPL-1.2
#include "tests/fleet/http_answer.h"
#include "tests/fleet/journal.h"
#include "tests/fleet/laptop.h"
#include "tests/support/matchers.h"
#include "tests/support/temp_dir.h"

#include <set>

#include <sys/stat.h>

namespace distanskoll::fleet {
namespace {

constexpr WallTime kNow{std::chrono::sys_days{std::chrono::year{2026} / 3 / 2}};

TEST(HttpAnswer, IsTakenWhenItsLastByteIsThere) {
  const std::string whole =
      "HTTP/1.1 503 Service Unavailable\r\ncontent-length: 5\r\nRetry-After: 7\r\n"
      "Connection: close\r\n\r\nhello";
  for (std::size_t size = 0; size < whole.size(); ++size) {
    std::string part = whole.substr(0, size);
    ASSERT_FALSE(take_answer(part).value().has_value()) << size;
  }
  std::string buffer = whole + "HTTP/1.1 204 No Content\r\n\r\n";
  const HttpAnswer first = take_answer(buffer).value().value();
  EXPECT_EQ(first.status, 503);
  EXPECT_EQ(first.body, "hello");
  EXPECT_EQ(first.retry_after, 7);
  EXPECT_TRUE(first.closes);
  const HttpAnswer second = take_answer(buffer).value().value();
  EXPECT_EQ(second.status, 204);
  EXPECT_FALSE(second.closes);
  EXPECT_TRUE(buffer.empty());
}

TEST(HttpAnswer, RefusesWhatTheCollectorDoesNotSend) {
  for (std::string wrong :
       {"SSH-2.0-x\r\n\r\n", "HTTP/1.1 99 Odd\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n", "HTTP/1.1 200 OK\r\nno colon\r\n\r\n"}) {
    EXPECT_THAT(take_answer(wrong), IsError(ErrorCode::kMalformed)) << wrong;
  }
  std::string endless(20'000, 'x');
  EXPECT_THAT(take_answer(endless), IsError(ErrorCode::kTooLarge));
}

TEST(Journal, AnswersTheNewestReceiptOfEachNumber) {
  const TempDir dir;
  const Acknowledged first{3, 10, "salt", {1, false, "", "jws1"}};
  const Acknowledged second{3, 11, "salt2", {4, false, "closing", "jws4"}};
  const Acknowledged moved{3, 99, "salt3", {1, false, "", "jws1"}};
  Journal journal = Journal::append_to(dir / "journal").value();
  for (const Acknowledged& each : {first, second, moved}) journal.add(each);
  ASSERT_THAT(journal.flush(), IsOk());
  const Receipts receipts = read_journal(dir / "journal").value();
  ASSERT_EQ(receipts.size(), 1U);
  EXPECT_EQ(receipts.at(3).at(1), moved);
  EXPECT_EQ(receipts.at(3).at(4), second);
}

TEST(Journal, LeavesOutATornLastLineAndNamesABrokenOne) {
  const TempDir dir;
  EXPECT_TRUE(read_journal(dir.write("torn", "1 2 3 s - jws\n1 3 4 s - jw")).value().at(1).size() ==
              1);
  EXPECT_THAT(read_journal(dir.write("bad", "1 2 3 s - jws\n1 3\n")),
              IsError(ErrorCode::kMalformed, ":2:"));
  EXPECT_THAT(read_journal(dir / "none"), IsError(ErrorCode::kNotFound));
}

class AFleetFolder : public ::testing::Test {
 protected:
  static Laptop laptop(std::uint32_t number, const crypto::Authority& ca) {
    auto key = crypto::PrivateKey::generate(crypto::KeyKind::kP256).value();
    const auto certificate = crypto::issue_device_certificate(ca, "device" + std::to_string(number),
                                                              key.public_key(), kNow)
                                 .value();
    return {person_of(5, number),
            std::move(key),
            {certificate, ca.certificate},
            "device" + std::to_string(number),
            Digest{1, 2, 3},
            Series{},
            {}};
  }
  const crypto::Authority root_ = crypto::make_root("root", kNow).value();
  const crypto::Authority ca_ =
      crypto::make_issuing_ca(root_, "devices", crypto::Purpose::kTlsClient, kNow).value();
  TempDir dir_;
};

TEST_F(AFleetFolder, GivesBackWhatItWasGiven) {
  Fleet fleet{"127.0.0.1:8443", 5, {root_.certificate}, {ca_.certificate}, {}};
  for (std::uint32_t number = 0; number < 3; ++number) fleet.laptops.push_back(laptop(number, ca_));
  Laptop& second = fleet.laptops[1];
  report::Report draft;
  draft.observations = observe(second.person, {});
  second.outbox.push_back(second.series.say(draft, second.key).value());
  ASSERT_THAT(second.series.prolong(kNow, second.key), IsOk());
  second.series.refused(1, "quota");
  const FleetFolder folder = FleetFolder::open(dir_ / "fleet").value();
  ASSERT_THAT(folder.save(fleet), IsOk());

  const Fleet read = folder.load(100).value();
  ASSERT_EQ(read.laptops.size(), 3U);
  const Laptop& same = read.laptops[1];
  EXPECT_EQ(same.device_id, "device1");
  EXPECT_EQ(same.pseudonym(), second.pseudonym());
  EXPECT_EQ(same.key.public_key().key_id(), second.key.public_key().key_id());
  EXPECT_EQ(same.chain.size(), 2U);
  EXPECT_EQ(same.outbox, second.outbox);
  EXPECT_EQ(same.series.state().next_seq, 3U);
  EXPECT_EQ(same.series.state().heartbeat, second.series.state().heartbeat);
  EXPECT_EQ(same.series.state().report_hash, second.series.state().report_hash);
  EXPECT_EQ(same.series.state().gaps, second.series.state().gaps);
  struct stat status {};
  ASSERT_EQ(::stat((dir_ / "fleet/laptops.jsonl").c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777U, 0600U);
}

TEST_F(AFleetFolder, KeepsLaptopsThatWereNotLoaded) {
  Fleet fleet{"127.0.0.1:8443", 5, {root_.certificate}, {ca_.certificate}, {}};
  for (std::uint32_t number = 0; number < 3; ++number) fleet.laptops.push_back(laptop(number, ca_));
  const FleetFolder folder = FleetFolder::open(dir_ / "fleet").value();
  ASSERT_THAT(folder.save(fleet), IsOk());
  const Fleet part = folder.load(1).value();
  ASSERT_THAT(folder.save(part), IsOk());
  EXPECT_EQ(folder.load(100).value().laptops.size(), 3U);
}

TEST_F(AFleetFolder, IsUsedByOneFleetAtATime) {
  const FleetFolder folder = FleetFolder::open(dir_ / "fleet").value();
  EXPECT_THAT(FleetFolder::open(dir_ / "fleet"), IsError(ErrorCode::kConflict));
  EXPECT_THAT(folder.load(1), IsError(ErrorCode::kNotFound));
}

TEST(SourceOf, GivesEveryLaptopAnAddressOfItsOwn) {
  std::set<std::uint32_t> seen;
  for (std::uint32_t number = 0; number < 200'000; ++number) {
    const std::uint32_t address = source_of(number);
    ASSERT_EQ(address >> 24U, 127U);
    ASSERT_NE(address & 0xffU, 0U);
    ASSERT_TRUE(seen.insert(address).second);
  }
}

}  // namespace
}  // namespace distanskoll::fleet
