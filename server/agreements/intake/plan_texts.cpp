// SPDX-License-Identifier: EUPL-1.2
// The sentences of plan.h in Swedish and English. "{}" is the problem's detail.
#include "server/agreements/intake/plan.h"

#include <fmt/format.h>

namespace distanskoll::server::agreements::intake {
namespace {

struct Sentences {
  std::string_view reason_sv;
  std::string_view remedy_sv;
  std::string_view reason_en;
  std::string_view remedy_en;
};

Sentences sentences_of(Trouble trouble) {
  switch (trouble) {
    case Trouble::kUnknownUnit:
      return {"Enhetskoden finns inte i registret.",
              "Läs in enheterna först (import units), eller rätta koden.",
              "There is no unit with that code.",
              "Import the units first (import units), or mend the code."};
    case Trouble::kUnknownEmployee:
      return {"Ingen person i registret har det anställningsnumret.",
              "Läs in personerna först (import employees), eller rätta numret.",
              "Nobody in the register has that employee number.",
              "Import the people first (import employees), or mend the number."};
    case Trouble::kUnknownManager:
      return {
          "Chefens eller ersättarens anställningsnummer finns varken i filen eller i registret.",
          "Ta med personen i filen, eller rätta numret.",
          "The manager's or deputy's employee number is neither in the file nor in the register.",
          "Include the person in the file, or mend the number."};
    case Trouble::kLoginTaken:
      return {"Inloggningen tillhör någon annan samma dagar: {}.",
              "Avsluta den hos den andra personen, eller rätta den.",
              "The login is somebody else's on the same days: {}.",
              "End it for the other person, or mend it."};
    case Trouble::kOtherMaster:
      return {"Uppgifterna ägs av ett annat system ({}) och kan inte ändras härifrån.",
              "Ändra dem där, eller ange det systemet med --system.",
              "The data is another system's ({}) and cannot be changed from here.",
              "Change it there, or name that system with --system."};
    case Trouble::kOtherPerson:
      return {"Överenskommelsens id tillhör redan en annan person.",
              "Kontrollera id och anställningsnummer.",
              "The agreement's id is another person's already.",
              "Check the id and the employee number."};
    case Trouble::kCircle:
      return {"Enheten skulle bli överordnad sig själv: {}.", "Rätta den överordnade enheten.",
              "The unit would be above itself: {}.", "Mend the parent."};
    case Trouble::kOverlap:
      return {"Samma dagar täcks redan av {}.", "Rätta datumen så att de inte överlappar.",
              "The same days are covered by {} already.",
              "Mend the dates so that they do not overlap."};
    case Trouble::kTwoPrimary:
      return {"Två anställningar är huvudanställning samma dag.", "Ange bara en.",
              "Two employments are the primary one on the same day.", "Let one be it."};
    case Trouble::kNumberTwice:
      return {"Två personer i registret har anställningsnumret.",
              "Rätta det hos en av dem i registret först.",
              "Two persons of the register have the employee number.",
              "Mend it for one of them in the register first."};
    case Trouble::kTooManyEnd:
      return {"Filen skulle avsluta {}, mer än en tiondel av registret.",
              "Kontrollera att filen är hel; om den är det, upprepa med --yes-many.",
              "The file would end {}, more than a tenth of the register.",
              "Check that the file is whole; if it is, repeat with --yes-many."};
    case Trouble::kNotFull:
      return {"En fil av det här slaget avslutar ingenting.", "Utelämna --full.",
              "A file of this kind ends nothing.", "Leave --full out."};
    case Trouble::kTooMuch:
      return {"Posten skulle bli större än {} byte.", "Korta listorna på raden.",
              "The record would become larger than {} bytes.", "Shorten the lists of the row."};
  }
  return {};
}

std::string filled(std::string_view sentence, std::string_view detail) {
  const std::size_t gap = sentence.find("{}");
  if (gap == std::string_view::npos) return std::string(sentence);
  return std::string(sentence.substr(0, gap)).append(detail).append(sentence.substr(gap + 2));
}

}  // namespace

imports::Explanation explain(const PlanProblem& problem) {
  const Sentences said = sentences_of(problem.trouble);
  return {{filled(said.reason_sv, problem.detail), filled(said.reason_en, problem.detail)},
          {std::string(said.remedy_sv), std::string(said.remedy_en)}};
}

policy::LocalText explain(const PlanRemark& remark) {
  switch (remark.remark) {
    case Remark::kManagersLater:
      return {
          "Registret har inga personer än, så chefer och ersättare är utelämnade. Läs in "
          "enheterna en gång till efter personerna.",
          "The register has no people yet, so managers and deputies were left out. Import the "
          "units once more after the people."};
    case Remark::kTakenOver:
      return {"Posten fördes för hand och ägs från och med nu av systemet.",
              "The record was kept by hand and is the system's from now on."};
    case Remark::kNotCounted:
      return {"Datorn är förlorad eller avvecklad och räknas inte.",
              "The computer is lost or retired and is not counted."};
  }
  return {};
}

}  // namespace distanskoll::server::agreements::intake
