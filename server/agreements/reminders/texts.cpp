// SPDX-License-Identifier: EUPL-1.2
#include "server/agreements/reminders/texts.h"

#include <fmt/format.h>

namespace distanskoll::server::agreements::reminders {
namespace {

using outgoing::Language;

constexpr std::string_view kStaffPage = "/mina-medarbetare";
constexpr std::string_view kOwnPage = "/min-sida";

/// "{}" is the number; one and several.
struct Phrase {
  const char* one;
  const char* several;
};

Phrase swedish(TaskKind kind) {
  switch (kind) {
    case TaskKind::kExpiresIn7:
      return {"{} överenskommelse går ut inom 7 dagar", "{} överenskommelser går ut inom 7 dagar"};
    case TaskKind::kExpiresIn30:
      return {"{} överenskommelse går ut inom 30 dagar",
              "{} överenskommelser går ut inom 30 dagar"};
    case TaskKind::kExpiresIn60:
      return {"{} överenskommelse går ut inom 60 dagar",
              "{} överenskommelser går ut inom 60 dagar"};
    case TaskKind::kManagerSignature:
      return {"{} överenskommelse saknar chefens underskrift",
              "{} överenskommelser saknar chefens underskrift"};
    case TaskKind::kEmployeeSignature:
      return {"{} överenskommelse saknar medarbetarens underskrift",
              "{} överenskommelser saknar medarbetarens underskrift"};
    case TaskKind::kRiskAssessment:
      return {"{} riskbedömning är försenad", "{} riskbedömningar är försenade"};
    case TaskKind::kUnitRiskAssessment:
      return {"{} enhets riskbedömning är försenad", "{} enheters riskbedömningar är försenade"};
    case TaskKind::kFollowUp:
      return {"{} uppföljning är försenad", "{} uppföljningar är försenade"};
    case TaskKind::kTraining:
      return {"{} utbildning är försenad", "{} utbildningar är försenade"};
    case TaskKind::kGuideline:
      return {"{} medarbetare har inte läst rutinen", "{} medarbetare har inte läst rutinen"};
    case TaskKind::kWithoutAgreement:
      return {"{} medarbetare har arbetat på annan plats utan överenskommelse",
              "{} medarbetare har arbetat på annan plats utan överenskommelse"};
    case TaskKind::kShortfall:
      return {"{} medarbetare har en brist att åtgärda", "{} medarbetare har brister att åtgärda"};
    case TaskKind::kContestedDay:
      return {"{} medarbetare säger att en dag inte stämmer och väntar på svar",
              "{} svar väntas på dagar som medarbetare säger inte stämmer"};
    case TaskKind::kMarkedDay:
      return {"{} märkt dag att titta på", "{} märkta dagar att titta på"};
  }
  return {"", ""};
}

Phrase english(TaskKind kind) {
  switch (kind) {
    case TaskKind::kExpiresIn7:
      return {"{} agreement ends within 7 days", "{} agreements end within 7 days"};
    case TaskKind::kExpiresIn30:
      return {"{} agreement ends within 30 days", "{} agreements end within 30 days"};
    case TaskKind::kExpiresIn60:
      return {"{} agreement ends within 60 days", "{} agreements end within 60 days"};
    case TaskKind::kManagerSignature:
      return {"{} agreement lacks the manager's signature",
              "{} agreements lack the manager's signature"};
    case TaskKind::kEmployeeSignature:
      return {"{} agreement lacks the employee's signature",
              "{} agreements lack the employee's signature"};
    case TaskKind::kRiskAssessment:
      return {"{} risk assessment is overdue", "{} risk assessments are overdue"};
    case TaskKind::kUnitRiskAssessment:
      return {"{} unit's risk assessment is overdue", "{} units' risk assessments are overdue"};
    case TaskKind::kFollowUp:
      return {"{} follow-up is overdue", "{} follow-ups are overdue"};
    case TaskKind::kTraining:
      return {"{} training is overdue", "{} trainings are overdue"};
    case TaskKind::kGuideline:
      return {"{} employee has not read the guideline", "{} employees have not read the guideline"};
    case TaskKind::kWithoutAgreement:
      return {"{} employee has worked remotely without an agreement",
              "{} employees have worked remotely without an agreement"};
    case TaskKind::kShortfall:
      return {"{} employee has a shortfall to mend", "{} employees have shortfalls to mend"};
    case TaskKind::kContestedDay:
      return {"{} employee says that a day is wrong and waits for an answer",
              "{} answers are waited for about days that employees say are wrong"};
    case TaskKind::kMarkedDay:
      return {"{} marked day to look at", "{} marked days to look at"};
  }
  return {"", ""};
}

/// Everything that is not a count.
struct Frame {
  const char* subject;
  const char* greeting;
  const char* opening;
  const char* as_deputy;
  const char* page;
  const char* call;
  const char* closing;
  Phrase shortfall;
};

constexpr Phrase kSwedishShortfall = {
    "{} dag på annan plats förra veckan har en brist att åtgärda",
    "{} dagar på annan plats förra veckan har brister att åtgärda"};
constexpr Phrase kEnglishShortfall = {"{} remote day of last week has a shortfall to mend",
                                      "{} remote days of last week have shortfalls to mend"};
constexpr const char* kSwedishClosing =
    "Meddelandet skickas automatiskt av Distanskoll. Det innehåller inga namn; dem ser du när du "
    "har loggat in. Det går inte att svara på det.";
constexpr const char* kEnglishClosing =
    "Distanskoll sends this message by itself. It holds no names; you see them when you have "
    "signed in. It cannot be answered.";

Frame frame_of(const Reminder& reminder, Language language) {
  const bool own = reminder.audience == Audience::kEmployee;
  switch (language) {
    case Language::kSwedish:
      if (own) {
        return {"En överenskommelse väntar på din underskrift",
                "Hej!",
                "Om arbete på annan plats:",
                "",
                "Min sida",
                "Öppna Min sida, läs igenom och skriv under:",
                kSwedishClosing,
                kSwedishShortfall};
      }
      return {reminder.weekly ? "Veckans sammanställning: arbete på annan plats"
                              : "Påminnelse: överenskommelser om arbete på annan plats",
              "Hej!",
              reminder.weekly ? "Det här finns att göra för dina medarbetare:"
                              : "Det här är nytt att göra för dina medarbetare:",
              "Du får meddelandet som ersättare för en chef.",
              "Mina medarbetare",
              "Öppna Mina medarbetare för att se vilka det gäller:",
              kSwedishClosing,
              kSwedishShortfall};
    case Language::kEnglish:
      if (own) {
        return {"An agreement waits for your signature",
                "Hello,",
                "About remote work:",
                "",
                "My page",
                "Open My page, read it through and sign:",
                kEnglishClosing,
                kEnglishShortfall};
      }
      return {reminder.weekly ? "This week's summary: remote work"
                              : "Reminder: agreements on remote work",
              "Hello,",
              reminder.weekly ? "This is there to do for your staff:"
                              : "This is new to do for your staff:",
              "You get this message as a manager's deputy.",
              "My staff",
              "Open My staff to see whom it is about:",
              kEnglishClosing,
              kEnglishShortfall};
  }
  return {};
}

std::string counted(const Phrase& phrase, std::int64_t count) {
  return fmt::format(fmt::runtime(count == 1 ? phrase.one : phrase.several), count);
}

std::vector<std::string> lines_of(const Reminder& reminder, Language language, const Frame& frame) {
  std::vector<std::string> lines;
  for (const auto& [kind, count] : reminder.counts) {
    lines.push_back(counted(language == Language::kSwedish ? swedish(kind) : english(kind), count));
  }
  if (reminder.shortfall_days > 0)
    lines.push_back(counted(frame.shortfall, reminder.shortfall_days));
  return lines;
}

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        continue;
      case '<':
        out += "&lt;";
        continue;
      case '>':
        out += "&gt;";
        continue;
      case '"':
        out += "&quot;";
        continue;
    }
    out += c;
  }
  return out;
}

std::string text_of(const Frame& frame, const std::vector<std::string>& lines, bool deputy,
                    const std::string& link) {
  std::string out = fmt::format("{}\n\n", frame.greeting);
  if (deputy) out += fmt::format("{}\n\n", frame.as_deputy);
  out += fmt::format("{}\n\n", frame.opening);
  for (const auto& line : lines) out += fmt::format("- {}\n", line);
  return out + fmt::format("\n{}\n{}\n\n{}\n", frame.call, link, frame.closing);
}

std::string html_of(const Frame& frame, const std::vector<std::string>& lines, bool deputy,
                    const std::string& link, std::string_view language) {
  std::string out = fmt::format(
      "<!doctype html>\n<html lang=\"{}\">\n<head><meta "
      "charset=\"utf-8\"><title>{}</title></head>\n"
      "<body>\n<p>{}</p>\n",
      language, escaped(frame.subject), escaped(frame.greeting));
  if (deputy) out += fmt::format("<p>{}</p>\n", escaped(frame.as_deputy));
  out += fmt::format("<p>{}</p>\n<ul>\n", escaped(frame.opening));
  for (const auto& line : lines) out += fmt::format("<li>{}</li>\n", escaped(line));
  return out + fmt::format("</ul>\n<p>{} <a href=\"{}\">{}</a></p>\n<p>{}</p>\n</body>\n</html>\n",
                           escaped(frame.call), escaped(link), escaped(frame.page),
                           escaped(frame.closing));
}

}  // namespace

outgoing::Mail mail_of(const Reminder& reminder, Language language, std::string_view pages) {
  const bool own = reminder.audience == Audience::kEmployee;
  const bool deputy = reminder.audience == Audience::kDeputy;
  const Frame frame = frame_of(reminder, language);
  const auto lines = lines_of(reminder, language, frame);
  const std::string link = fmt::format("{}{}", pages, own ? kOwnPage : kStaffPage);
  return {frame.subject, text_of(frame, lines, deputy, link),
          html_of(frame, lines, deputy, link, language == Language::kSwedish ? "sv" : "en"),
          language};
}

}  // namespace distanskoll::server::agreements::reminders
