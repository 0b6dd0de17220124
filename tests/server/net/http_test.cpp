// SPDX-License-Identifier: EUPL-1.2
#include "server/net/http_io.h"
#include "shared/limits.h"
#include "tests/support/matchers.h"

#include <string>

namespace distanskoll::server::net {
namespace {

/// A request as its bytes come: head first, then body.
class Http : public ::testing::Test {
 protected:
  Result<void> read(const std::string& bytes, std::size_t most_body = 64) {
    const auto end = RequestParser::head_end(bytes);
    request_.head = bytes.substr(0, end);
    DISTANSKOLL_TRY(parser_.read_head(request_));
    if (parser_.body_complete()) return {};
    auto used = parser_.read_body(std::string_view(bytes).substr(end), most_body, request_);
    if (!used) return used.error();
    return {};
  }
  RequestParser parser_;
  Request request_;
};

TEST_F(Http, ReadsTargetPathQueryAndHeaders) {
  ASSERT_THAT(read("GET /a/b?c=d HTTP/1.1\r\nHost: x:1\r\nX-Y:  z \r\n\r\n"), IsOk());
  EXPECT_EQ(request_.method, Method::kGet);
  EXPECT_EQ(request_.path, "/a/b");
  EXPECT_EQ(request_.query, "c=d");
  EXPECT_EQ(request_.header("x-y"), "z");
  EXPECT_TRUE(parser_.body_complete());
  EXPECT_TRUE(parser_.keep_alive());
}

TEST_F(Http, KnowsTheMethodsThatRoutesTakeAndNoOther) {
  const std::pair<const char*, Method> methods[] = {
      {"GET", Method::kGet},     {"HEAD", Method::kHead},     {"POST", Method::kPost},
      {"PUT", Method::kPut},     {"PATCH", Method::kPatch},   {"DELETE", Method::kDelete},
      {"TRACE", Method::kOther}, {"OPTIONS", Method::kOther}, {"patch", Method::kOther}};
  for (const auto& [word, method] : methods) {
    Request request;
    request.head = std::string(word) + " / HTTP/1.1\r\nHost: x\r\n\r\n";
    ASSERT_THAT(RequestParser().read_head(request), IsOk()) << word;
    EXPECT_EQ(request.method, method) << word;
  }
}

TEST_F(Http, ReadsABodyOfGivenLength) {
  ASSERT_THAT(read("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc"), IsOk());
  EXPECT_EQ(request_.body, "abc");
  EXPECT_TRUE(parser_.body_complete());
}

TEST_F(Http, ReadsAChunkedBody) {
  ASSERT_THAT(read("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
                   "2\r\nab\r\n1\r\nc\r\n0\r\n\r\n"),
              IsOk());
  EXPECT_EQ(request_.body, "abc");
  EXPECT_TRUE(parser_.body_complete());
}

TEST_F(Http, ReadsABodyThatComesByteByByte) {
  const std::string head = "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n";
  ASSERT_THAT(read(head), IsOk());
  std::string waiting;
  for (const char c : std::string("2\r\nab\r\n0\r\n\r\n")) {
    waiting += c;
    const auto used = parser_.read_body(waiting, 64, request_);
    ASSERT_THAT(used, IsOk());
    waiting.erase(0, *used);
  }
  EXPECT_EQ(request_.body, "ab");
  EXPECT_TRUE(parser_.body_complete());
}

TEST_F(Http, LeavesTheNextRequestAlone) {
  ASSERT_THAT(read("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n\r\n"), IsOk());
  EXPECT_THAT(parser_.read_body("aGET / HTTP/1.1", 64, request_), IsOkAnd(::testing::Eq(1U)));
}

TEST_F(Http, RefusesABodyOverTheLimitBeforeItIsRead) {
  EXPECT_THAT(read("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 65\r\n\r\n"),
              IsError(ErrorCode::kTooLarge));
}

TEST_F(Http, RefusesChunksThatGrowOverTheLimit) {
  EXPECT_THAT(read("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
                   "40\r\n" +
                   std::string(64, 'a') + "\r\n1\r\nb\r\n"),
              IsError(ErrorCode::kTooLarge));
}

struct Oddity {
  const char* name;
  std::string request;
};
class HttpOddity : public Http, public ::testing::WithParamInterface<Oddity> {};

TEST_P(HttpOddity, IsMalformed) {
  EXPECT_THAT(read(GetParam().request), IsError(ErrorCode::kMalformed));
}

const std::string kPost = "POST / HTTP/1.1\r\nHost: x\r\n";
INSTANTIATE_TEST_SUITE_P(
    Every, HttpOddity,
    ::testing::Values(
        Oddity{"NoHost", "GET / HTTP/1.1\r\n\r\n"},
        Oddity{"TwoHosts", "GET / HTTP/1.1\r\nHost: a\r\nhOST: a\r\n\r\n"},
        Oddity{"EmptyHost", "GET / HTTP/1.1\r\nHost:\r\n\r\n"},
        Oddity{"HostWithSlash", "GET / HTTP/1.1\r\nHost: a/b\r\n\r\n"},
        Oddity{"Folded", "GET / HTTP/1.1\r\nHost: x\r\nA: b\r\n\tc\r\n\r\n"},
        Oddity{"BareLineFeed", "GET / HTTP/1.1\r\nHost: x\nA: b\r\n\r\n"},
        Oddity{"BareCarriageReturn", "GET / HTTP/1.1\r\nHost: x\rA: b\r\n\r\n"},
        Oddity{"ControlCharacter", std::string("GET / HTTP/1.1\r\nHost: x\r\nA: \x01\r\n\r\n")},
        Oddity{"ChunkedNotLast", kPost + "Transfer-Encoding: chunked, gzip\r\n\r\n"},
        Oddity{"GzipChunked", kPost + "Transfer-Encoding: gzip, chunked\r\n\r\n"},
        Oddity{"Identity", kPost + "Transfer-Encoding: identity\r\n\r\n"},
        Oddity{"LengthThenChunked",
               kPost + "Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n"},
        Oddity{"ChunkedThenLength",
               kPost + "Transfer-Encoding: chunked\r\nContent-Length: 1\r\n\r\n"},
        Oddity{"TwoEqualLengths", kPost + "Content-Length: 1\r\nContent-Length: 1\r\n\r\na"},
        Oddity{"LengthWithSign", kPost + "Content-Length: +1\r\n\r\na"},
        Oddity{"LengthTooLong", kPost + "Content-Length: 99999999999999999999\r\n\r\na"},
        Oddity{"Compressed", kPost + "Content-Encoding: gzip\r\nContent-Length: 1\r\n\r\na"},
        Oddity{"TrailerAnnounced", kPost + "Trailer: A\r\nTransfer-Encoding: chunked\r\n\r\n"},
        Oddity{"TrailerSent",
               kPost + "Transfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\nA: b\r\n\r\n"},
        Oddity{"ChunkSizeNoHex", kPost + "Transfer-Encoding: chunked\r\n\r\nzz\r\n"},
        Oddity{"Upgrade", "GET / HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\n\r\n"},
        Oddity{"AbsoluteForm", "GET http://x/ HTTP/1.1\r\nHost: x\r\n\r\n"},
        Oddity{"AuthorityForm", "CONNECT x:1 HTTP/1.1\r\nHost: x\r\n\r\n"},
        Oddity{"AsteriskForm", "OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n"},
        Oddity{"LongTarget",
               "GET /" + std::string(limits::kTargetBytes, 'a') + " HTTP/1.1\r\nHost: x\r\n\r\n"},
        Oddity{"Fragment", "GET /#a HTTP/1.1\r\nHost: x\r\n\r\n"},
        Oddity{"DotDot", "GET /a/.. HTTP/1.1\r\nHost: x\r\n\r\n"},
        Oddity{"HollowSegment", "GET //a HTTP/1.1\r\nHost: x\r\n\r\n"},
        Oddity{"Backslash", "GET /\\a HTTP/1.1\r\nHost: x\r\n\r\n"},
        Oddity{"Version2", "GET / HTTP/2.0\r\nHost: x\r\n\r\n"},
        Oddity{"BlankBeforeColon", "GET / HTTP/1.1\r\nHost : x\r\n\r\n"}),
    [](const auto& each) { return std::string(each.param.name); });

TEST(Query, IsDecodedStrictly) {
  const auto query = parse_query("a=b%20c&d=&e=%C3%A5+x");
  ASSERT_THAT(query, IsOk());
  const Query wanted{{"a", "b c"}, {"d", ""}, {"e", "å x"}};
  EXPECT_EQ(*query, wanted);
  EXPECT_THAT(parse_query("a=%2"), IsError(ErrorCode::kMalformed));
  EXPECT_THAT(parse_query("a=%zz"), IsError(ErrorCode::kMalformed));
  EXPECT_THAT(parse_query("a=%ff"), IsError(ErrorCode::kMalformed));
  EXPECT_THAT(parse_query("a=%00"), IsError(ErrorCode::kMalformed));
  EXPECT_THAT(parse_query("a=1&a=2"), IsError(ErrorCode::kMalformed, "twice"));
}

TEST(Response, CarriesLengthAndSaysWhenItIsTheLast) {
  Response response;
  response.body = "{}";
  const auto text = serialize(response, "DATE", false, false);
  EXPECT_THAT(text, ::testing::StartsWith("HTTP/1.1 200 OK\r\nDate: DATE\r\n"));
  EXPECT_THAT(text, ::testing::HasSubstr("Content-Length: 2\r\n"));
  EXPECT_THAT(text, ::testing::EndsWith("Connection: close\r\n\r\n{}"));
  EXPECT_THAT(serialize(response, "DATE", true, true), ::testing::EndsWith("\r\n\r\n"));
}

TEST(Response, IsKeptByNobodyUnlessItSaysSo) {
  Response response;
  EXPECT_THAT(serialize(response, "DATE", true, false),
              ::testing::HasSubstr("Cache-Control: no-store\r\n"));
  response.with("Cache-Control", "no-cache");
  const auto text = serialize(response, "DATE", true, false);
  EXPECT_THAT(text, ::testing::HasSubstr("Cache-Control: no-cache\r\n"));
  EXPECT_THAT(text, ::testing::Not(::testing::HasSubstr("no-store")));
}

TEST(Response, WithoutContentsHasNoBodyAndNoLength) {
  Response response;
  response.status = 304;
  response.body = "what nobody may see";
  EXPECT_THAT(serialize(response, "DATE", true, false),
              ::testing::AllOf(::testing::StartsWith("HTTP/1.1 304 Not Modified\r\n"),
                               ::testing::EndsWith("\r\n\r\n"),
                               ::testing::Not(::testing::HasSubstr("Content-"))));
}

TEST(Response, ToAnErrorIsAProblemWithItsCode) {
  const auto response = problem(Error{ErrorCode::kRevoked, "it \"is\" revoked"});
  EXPECT_EQ(response.status, 403U);
  EXPECT_EQ(response.content_type, "application/problem+json");
  EXPECT_EQ(response.body, R"({"type":"about:blank","title":"Forbidden","status":403,)"
                           R"("code":"revoked","detail":"it \"is\" revoked"})");
}

TEST(Reply, GivesTheClientAnAnswerWhenNobodyDid) {
  unsigned status = 0;
  {
    const Reply reply([&](const Response& response) { status = response.status; });
  }
  EXPECT_EQ(status, 500U);
}

TEST(Reply, IsGivenOnce) {
  int answers = 0;
  {
    const Reply reply([&](const Response&) { ++answers; });
    reply({});
    reply({});
  }
  EXPECT_EQ(answers, 1);
}

}  // namespace
}  // namespace distanskoll::server::net
