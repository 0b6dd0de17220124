// SPDX-License-Identifier: EUPL-1.2
#pragma once
// An agreement from application to end. Its life, each step an act:
//
//   1. apply()         an application: terms, no signature
//   2. refuse()        the end of it, with a reason; or
//      sign() twice    by the employee and by the manager, in any order
//   3. the agreement covers days from the latest of valid_from and both signatures
//   4. change_terms()  until then; signatures fall, since what was signed is no longer there
//      renew()         from then on: a new record, and the old one ends when the new one is signed
//   5. end_early()     with a reason and the list of what is to be returned
//
// An agreement whose master is an HR system is read-only here: every act says where to change it.
// Used by the API and by tests; imports write records of their own. Pure.

#include "server/agreements/acts/act.h"
#include "server/agreements/records/agreement.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace distanskoll::server::agreements {

/// What the two agree on and sign.
struct Terms {
  LocalDay valid_from{};
  std::optional<LocalDay> valid_to;  ///< nothing: until further notice
  std::optional<std::int64_t> max_days_per_week;
  std::optional<std::int64_t> max_share_percent;
  bool operator==(const Terms&) const = default;
};
[[nodiscard]] Terms terms_of(const Agreement& agreement);

/// Nobody plans further ahead; a longer way is a slip of the keyboard.
inline constexpr std::int64_t kMonthsAhead = 12;

struct Application {
  std::string id;
  std::string employee;
  Terms terms;
  std::optional<LocalDay> applied_on;  ///< of paper that is written down later; nothing: today
  std::optional<std::int64_t> appear_within_minutes;
  std::optional<std::string> note;
};
/// `others` are the employee's agreements: kConflict when one that lives covers the same days,
/// because then nobody could say which of them holds.
[[nodiscard]] Result<Agreement> apply(const Application& application,
                                      const std::vector<const Agreement*>& others, const Act& act);

struct TermsChange {
  Agreement agreement;
  bool signatures_fell = false;
};
[[nodiscard]] Result<TermsChange> change_terms(const Agreement& agreement, const Terms& terms,
                                               const Act& act);

enum class Signer { kEmployee, kManager };
struct SigningWish {
  Signer signer = Signer::kEmployee;
  SignatureLevel level = SignatureLevel::kRecorded;
  std::optional<LocalDay> on;  ///< of a recorded signature; nothing: today
};
struct Signed {
  Agreement agreement;
  /// The one that this renews, when it ends by this or what was lent moves from it to the new one.
  std::optional<Agreement> predecessor;
};
/// `predecessor` is the agreement that this one renews; null when there is none.
[[nodiscard]] Result<Signed> sign(const Agreement& agreement, const SigningWish& wish,
                                  const Agreement* predecessor, const Act& act);

[[nodiscard]] Result<Agreement> refuse(const Agreement& agreement, const std::string& reason,
                                       const Act& act);

/// An application that follows the agreement, with its inställelsetid. `others` as for apply().
[[nodiscard]] Result<Agreement> renew(const Agreement& agreement, const std::string& id,
                                      const Terms& terms,
                                      const std::vector<const Agreement*>& others, const Act& act);

struct Ended {
  Agreement agreement;
  std::vector<Equipment> to_return;
};
/// `on` is the first day that is not covered: today or later. Also withdraws an application.
[[nodiscard]] Result<Ended> end_early(const Agreement& agreement, LocalDay on,
                                      const std::string& reason, const Act& act);

/// Where in its life an agreement stands on a day.
enum class AgreementState {
  kApplied,  ///< a signature is missing
  kAgreed,   ///< signed by both, covers nothing yet
  kInForce,
  kExpired,  ///< its last day is past, signed or not
  kEnded,
  kRefused,
};
[[nodiscard]] std::string_view to_string(AgreementState state);  ///< "applied" …
[[nodiscard]] std::optional<AgreementState> parse_agreement_state(std::string_view text);
[[nodiscard]] AgreementState state_on(const Agreement& agreement, LocalDay day);

/// kConflict when the agreement is another system's.
[[nodiscard]] Result<void> check_ours(const Agreement& agreement);
/// The same, and neither refused nor ended.
[[nodiscard]] Result<void> check_alive(const Agreement& agreement);

}  // namespace distanskoll::server::agreements
