// SPDX-License-Identifier: EUPL-1.2
#include "server/net/router.h"

#include "tests/support/matchers.h"

#include <string>

namespace distanskoll::server::net {
namespace {

struct Member {
  std::string name;
};
Demand<Member> member(std::string name) {
  return {"member", [name = std::move(name)](const Request& request) -> Result<Member> {
            if (request.header("X-Member") == name) return Member{name};
            return Error{ErrorCode::kRevoked, name + " is needed"};
          }};
}

// A route that states no demand, or a handler that takes another identity, does not compile.
template <class R>
concept TakesRouteWithoutDemand = requires(R router, Router::Handler<Nobody> handler) {
  router.on(Method::kGet, "/", handler);
};
template <class R>
concept TakesHandlerOfAnother = requires(R router, Router::Handler<Nobody> handler) {
  router.on(Method::kGet, "/", member("a"), handler);
};
template <class R>
concept TakesAWholeRoute = requires(R router, Router::Handler<Member> handler) {
  router.on(Method::kGet, "/", member("a"), handler);
};
static_assert(!TakesRouteWithoutDemand<Router>);
static_assert(!TakesHandlerOfAnother<Router>);
static_assert(TakesAWholeRoute<Router>);

class Routes : public ::testing::Test {
 protected:
  template <class Identity>
  void add(Method method, const std::string& path, Demand<Identity> demand, std::string says) {
    router_.on<Identity>(method, path, std::move(demand),
                         [says = std::move(says)](Request&, const Identity&, const Reply& reply) {
                           Response response;
                           response.body = says;
                           reply(std::move(response));
                         });
  }
  /// What answers, or the status of the refusal.
  std::string ask(Method method, std::string_view path, std::string_view shown = {}) {
    request_.method = method;
    request_.path = path;
    request_.headers = {{"X-Member", shown}};
    auto judged = router_.judge(request_);
    if (!judged) return std::to_string(judged.error().status);
    std::string said;
    judged->action(request_, Reply([&](const Response& response) { said = response.body; }));
    return said;
  }
  Router router_;
  Request request_;
};

TEST_F(Routes, AnswerTheirOwnMethodAndPath) {
  add(Method::kGet, "/a", nobody(), "a");
  add(Method::kPost, "/a", nobody(), "posted");
  EXPECT_EQ(ask(Method::kGet, "/a"), "a");
  EXPECT_EQ(ask(Method::kHead, "/a"), "a");
  EXPECT_EQ(ask(Method::kPost, "/a"), "posted");
  EXPECT_EQ(ask(Method::kDelete, "/a"), "405");
  EXPECT_EQ(ask(Method::kGet, "/b"), "404");
  EXPECT_EQ(ask(Method::kGet, "/a/"), "404");
}

TEST_F(Routes, TakeOneSegmentWhereTheyHaveBraces) {
  add(Method::kGet, "/a/{}/c", nobody(), "found");
  EXPECT_EQ(ask(Method::kGet, "/a/b/c"), "found");
  EXPECT_THAT(request_.arguments, ::testing::ElementsAre("b"));
  EXPECT_EQ(ask(Method::kGet, "/a//c"), "404");
  EXPECT_EQ(ask(Method::kGet, "/a/b"), "404");
  EXPECT_EQ(ask(Method::kGet, "/a/b/c/d"), "404");
}

TEST_F(Routes, RefuseWhoDoesNotMeetTheirDemand) {
  add(Method::kGet, "/a", member("m"), "in");
  EXPECT_EQ(ask(Method::kGet, "/a", "m"), "in");
  EXPECT_EQ(ask(Method::kGet, "/a", "n"), "403");
}

TEST_F(Routes, WithSeveralDemandsAreAnsweredByTheFirstThatIsMet) {
  add(Method::kGet, "/a", member("m"), "as m");
  add(Method::kGet, "/a", member("n"), "as n");
  EXPECT_EQ(ask(Method::kGet, "/a", "n"), "as n");
  EXPECT_EQ(ask(Method::kGet, "/a", "m"), "as m");
  EXPECT_EQ(ask(Method::kGet, "/a", "x"), "403");
}

TEST_F(Routes, LeaveAnAddressThatNoneHasToWhatComesOtherwise) {
  add(Method::kGet, "/a", nobody(), "a");
  add(Method::kGet, "/m", member("m"), "in");
  router_.otherwise(nobody(), [](Request& request, const Nobody&, const Reply& reply) {
    Response response;
    response.body = "otherwise " + std::string(request.path);
    reply(std::move(response));
  });
  EXPECT_EQ(ask(Method::kGet, "/a"), "a");
  EXPECT_EQ(ask(Method::kGet, "/b"), "otherwise /b");
  EXPECT_EQ(ask(Method::kPost, "/a"), "405");
  EXPECT_EQ(ask(Method::kGet, "/m"), "403");
}

}  // namespace
}  // namespace distanskoll::server::net
