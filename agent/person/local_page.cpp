// SPDX-License-Identifier: EUPL-1.2
#include "agent/person/local_page.h"

#include "agent/person/local_page_style.h"
#include "agent/person/observation_words.h"
#include "agent/person/page_words.h"
#include "agent/session/markup.h"
#include "agent/texts.h"
#include "shared/compliance/stockholm.h"
#include "shared/crypto/encoding.h"
#include "shared/crypto/hash.h"

#include <algorithm>

#include <fmt/format.h>

namespace distanskoll::agent {
namespace {

using compliance::RequirementResult;

/// How a result looks: the class of its style, a sign for who does not see colours, a word.
struct Look {
  std::string_view style;
  std::string_view sign;
  PageWord name;
};

Look look_of(RequirementResult result) {
  switch (result) {
    case RequirementResult::kFail:
      return {"fail", "✗", PageWord::kNotMet};
    case RequirementResult::kUnknown:
      return {"unknown", "?", PageWord::kUnknown};
    case RequirementResult::kPass:
      return {"pass", "✓", PageWord::kMet};
    case RequirementResult::kNotApplicable:
      return {"none", "–", PageWord::kNotApplicable};
  }
  return {"unknown", "?", PageWord::kUnknown};
}

/// Writes one page in one language.
class Writer {
 public:
  Writer(WallTime now, Language language) : now_(now), language_(language) {}

  std::string page(const PostureView* view) {
    begin();
    if (view == nullptr) {
      notice(word(PageWord::kNoAnswer));
    } else {
      summary(*view);
      if (view->judged) requirements(*view);
      contact(*view);
      collected(*view);
      own_page(*view);
    }
    end();
    return std::move(out_);
  }

 private:
  [[nodiscard]] std::string word(PageWord which) const {
    return std::string(agent::word(language_, which));
  }
  [[nodiscard]] std::string common(Text which) const { return std::string(text(language_, which)); }
  [[nodiscard]] std::string time(const std::optional<WallTime>& at) const {
    return at ? compliance::stockholm_text(*at) : common(Text::kNever);
  }

  void begin() {
    const std::string digest = crypto::base64_encode(crypto::sha256(kPageStyle));
    out_ += fmt::format(
        "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n"
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
        "'sha256-{}'; base-uri 'none'; form-action 'none'\">\n"
        "<meta name=\"referrer\" content=\"no-referrer\">\n"
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
        "<meta name=\"color-scheme\" content=\"light dark\">\n"
        "<title>{} – Distanskoll</title>\n<style>{}</style>\n</head>\n<body>\n<main>\n"
        "<h1>{}</h1>\n",
        language_ == Language::kSwedish ? "sv" : "en", digest, escaped(word(PageWord::kTitle)),
        kPageStyle, escaped(word(PageWord::kTitle)));
  }

  void end() {
    out_ +=
        fmt::format("</main>\n<footer>\n<p>{} {}. {} {}</p>\n</footer>\n</body>\n</html>\n",
                    escaped(word(PageWord::kMadeAt)), compliance::stockholm_text(now_),
                    escaped(word(PageWord::kStaysHere)), escaped(common(Text::kTimesAreSwedish)));
  }

  void heading(PageWord which) { out_ += fmt::format("<h2>{}</h2>\n", escaped(word(which))); }
  void paragraph(std::string_view text) { out_ += fmt::format("<p>{}</p>\n", escaped(text)); }
  void notice(std::string_view text) {
    out_ += fmt::format("<p class=\"notice\">{}</p>\n", escaped(text));
  }
  void fact(std::string_view name, std::string_view value) {
    out_ += fmt::format("<dt>{}</dt><dd>{}</dd>\n", escaped(name), escaped(value));
  }
  void badge(RequirementResult result) {
    const Look look = look_of(result);
    out_ += fmt::format("<p class=\"badge {}\"><span aria-hidden=\"true\">{}</span> {}</p>\n",
                        look.style, look.sign, escaped(word(look.name)));
  }

  void summary(const PostureView& view) {
    if (!view.running) notice(word(PageWord::kNotRunning));
    if (view.restricted) return notice(common(Text::kRestricted));
    if (!view.judged) return notice(common(Text::kNoPosture));
    const Look look = look_of(view.overall);
    out_ += fmt::format("<p class=\"summary {}\"><span aria-hidden=\"true\">{}</span> {}</p>\n",
                        look.style, look.sign, escaped(overall_text(language_, view.overall)));
    paragraph(fmt::format("{} {}.", word(PageWord::kJudgedAt), time(view.posture_at)));
    if (!is_current(view, now_)) notice(word(PageWord::kJudgementIsOld));
  }

  void requirement(const RequirementView& shown) {
    out_ += fmt::format("<section class=\"requirement\">\n<h3>{}</h3>\n",
                        escaped(in_language(shown.title, language_)));
    badge(shown.result);
    const bool open =
        shown.result == RequirementResult::kFail || shown.result == RequirementResult::kUnknown;
    if (open || !shown.reasons.empty()) {
      out_ += "<dl>\n";
      for (const std::string& reason : shown.reasons) {
        fact(common(Text::kBecause), reason_line(language_, reason));
      }
      const std::string& why = in_language(shown.why, language_);
      if (open && !why.empty()) fact(common(Text::kWhy), why);
      // What mends a failure says nothing about a computer that cannot tell.
      const std::string remedy = shown.result == RequirementResult::kUnknown
                                     ? common(Text::kRemedyOfUnknown)
                                     : in_language(shown.remedy, language_);
      if (open && !remedy.empty()) fact(common(Text::kRemedy), remedy);
      out_ += "</dl>\n";
    }
    out_ += "</section>\n";
  }

  /// What asks for something first, else in the policy's order.
  void requirements(const PostureView& view) {
    heading(PageWord::kRequirements);
    using enum RequirementResult;
    for (const RequirementResult result : {kFail, kUnknown, kPass, kNotApplicable}) {
      for (const RequirementView& each : view.requirements) {
        if (each.result == result) requirement(each);
      }
    }
  }

  void contact(const PostureView& view) {
    heading(PageWord::kContact);
    out_ += "<dl class=\"facts\">\n";
    fact(common(Text::kComputer), view.device);
    // An agent that does not run does not remember these; they are not "never".
    if (view.running) {
      fact(word(PageWord::kLastReport), time(view.reported));
      fact(word(PageWord::kLastContact), time(view.contact));
    }
    fact(common(Text::kCertificateEnds), time(view.certificate_ends));
    if (view.waiting > 0) fact(common(Text::kWaiting), std::to_string(view.waiting));
    if (!view.spool_fault.empty()) fact(common(Text::kSpoolFault), view.spool_fault);
    out_ += "</dl>\n";
    if (view.running && view.uplink) paragraph(text(language_, *view.uplink));
    if (view.running && view.waiting == 0) paragraph(word(PageWord::kNothingWaits));
  }

  void observation(const report::NamedObservation& seen) {
    const auto& [name, observation] = seen;
    std::string value;
    if (!observation.observable()) {
      value = fmt::format("{}: {}", word(PageWord::kCannotSee),
                          reason_text(language_, observation.unobservable));
    } else {
      value = state_words(language_, name, observation.state);
      for (const auto& [detail, of] : observation.details) {
        value += "; " + detail_words(language_, detail, of);
      }
    }
    fact(probe_heading(language_, name), value);
  }

  void collected(const PostureView& view) {
    heading(PageWord::kCollected);
    if (view.observations.empty()) {
      paragraph(word(PageWord::kNothingSeen));
    } else {
      paragraph(word(PageWord::kCollectedNow));
      out_ += "<dl class=\"facts\">\n";
      for (const auto& each : view.observations) observation(each);
      out_ += "</dl>\n";
    }
    if (view.restricted) paragraph(word(PageWord::kPersonsPartHidden));
    paragraph(word(PageWord::kPseudonym));
    paragraph(word(PageWord::kNeverCollected));
  }

  void own_page(const PostureView& view) {
    heading(PageWord::kOwnPage);
    if (view.page.empty()) return paragraph(word(PageWord::kNoOwnPage));
    out_ += fmt::format("<p>{} <a href=\"{}\">{}</a></p>\n", escaped(word(PageWord::kOwnPageAt)),
                        escaped(view.page), escaped(view.page));
  }

  WallTime now_;
  Language language_;
  std::string out_;
};

}  // namespace

std::string local_page(const PostureView* view, WallTime now, Language language) {
  return Writer(now, language).page(view);
}

}  // namespace distanskoll::agent
