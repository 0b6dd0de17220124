// SPDX-License-Identifier: EUPL-1.2
#include "agent/reporting/answers.h"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <gtest/gtest.h>

namespace distanskoll::agent {
namespace {

using boost::asio::ip::tcp;
using namespace std::chrono_literals;

class Answers : public ::testing::Test {
 protected:
  Answers() : server_(io_, tcp::endpoint(boost::asio::ip::make_address("127.0.0.1"), 0)) {}
  [[nodiscard]] Endpoint here() const {
    return {"127.0.0.1", std::to_string(server_.local_endpoint().port())};
  }

  boost::asio::io_context io_;
  tcp::acceptor server_;
  SystemClock clock_;
};

TEST_F(Answers, IsTrueWhereSomebodyListens) { EXPECT_TRUE(answers(here(), 2s, clock_)); }

TEST_F(Answers, IsFalseWhereNobodyListens) {
  const Endpoint there = here();
  server_.close();
  EXPECT_FALSE(answers(there, 2s, clock_));
}

TEST_F(Answers, IsFalseForANameThatThereIsNot) {
  EXPECT_FALSE(answers({"finns-inte.invalid", "443"}, 500ms, clock_));
}

}  // namespace
}  // namespace distanskoll::agent
