// SPDX-License-Identifier: EUPL-1.2
// Any bytes as what a sign-in service sends; the first byte says which: discovery document, keys,
// ID token, token answer, the cookie of a flow, an address to lead back to. Nothing of it may be
// believed: nobody who is not the provider makes claims, and no address leads away.
#include "server/access/sign_in/oidc/flow.h"
#include "server/access/sign_in/oidc/id_token.h"

#include <cstdint>
#include <cstdlib>
#include <string_view>

namespace {

using namespace distanskoll;
using namespace distanskoll::server::access::sign_in::oidc;

void must(bool holds) {
  if (!holds) std::abort();
}

class FixedClock final : public Clock {
 public:
  [[nodiscard]] WallTime wall() const override { return WallTime(std::chrono::seconds(1)); }
  [[nodiscard]] BootTime boot() const override { return BootTime(1); }
};

const Settings& settings() {
  static const Settings fixed{server::outgoing::HttpsUrl::parse("https://login.example").value(),
                              "distanskoll",
                              std::nullopt,
                              "/none",
                              {"openid"},
                              "sub",
                              "roles",
                              {{"a", server::agreements::Role::kHr}},
                              std::nullopt,
                              "https://d.example/back"};
  return fixed;
}

void judge_address(std::string_view text) {
  const auto back = safe_back(text);
  must(back.front() == '/' && !back.starts_with("//") && !back.starts_with("/\\"));
  must(back.find_first_of("\r\n\"<>") == std::string::npos);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view text = as_text(ByteView(data + 1, size - 1));
  static const FixedClock clock;
  static FlowKeeper flows(clock);
  switch (data[0] % 6) {
    case 0:
      if (const auto found = parse_discovery(text, settings().issuer)) {
        must(found->token.origin() == "https://login.example");
      }
      return 0;
    case 1:
      if (const auto keys = parse_keys(text)) {
        must(keys->size() <= kKeys);
        // Keys that the input brings itself sign nothing that it brings, but for a miracle.
        static_cast<void>(verify_id_token(text, *keys, {settings(), "nonce", clock.wall()}));
      }
      return 0;
    case 2:
      static_cast<void>(key_id_of(text));
      must(!verify_id_token(text, {}, {settings(), "nonce", clock.wall()}));
      return 0;
    case 3:
      if (const auto token = parse_token_answer(text)) must(token->size() <= kTokenBytes);
      must(!parse_token_refusal(text).empty());
      return 0;
    case 4:
      must(!flows.take(text, "state"));
      return 0;
    default:
      judge_address(text);
      return 0;
  }
}
