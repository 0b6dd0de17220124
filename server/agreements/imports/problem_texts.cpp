// SPDX-License-Identifier: EUPL-1.2
// The sentences of problem.h: what is wrong and how to mend it, in Swedish and English. "{}" is the
// problem's detail.
#include "server/agreements/imports/problem.h"

namespace distanskoll::server::agreements::imports {
namespace {

struct Sentences {
  std::string_view reason_sv;
  std::string_view remedy_sv;
  std::string_view reason_en;
  std::string_view remedy_en;
};

Sentences sentences_of(Reason reason) {
  switch (reason) {
    case Reason::kTooLarge:
      return {"Filen är större än {}.", "Dela den i flera filer.", "The file is larger than {}.",
              "Split it into several files."};
    case Reason::kWorkbook:
      return {"Filen är en Excel-arbetsbok, inte CSV.",
              "Välj Spara som och filtypen ”CSV UTF-8 (kommaavgränsad)”.",
              "The file is an Excel workbook, not CSV.",
              "Choose Save as and the file type “CSV UTF-8 (Comma delimited)”."};
    case Reason::kNotText:
      return {
          "Filen är inte text i UTF-8, UTF-16 eller Windows-1252, eller så har den styrtecken.",
          "Spara den på nytt som ”CSV UTF-8”.",
          "The file is not text in UTF-8, UTF-16 or Windows-1252, or it has control characters.",
          "Save it again as “CSV UTF-8”."};
    case Reason::kDosText:
      return {"Filen är sparad som ”CSV (MS-DOS)”, och då blir å, ä och ö fel.",
              "Spara den på nytt som ”CSV UTF-8”.",
              "The file was saved as “CSV (MS-DOS)”, which would make å, ä and ö wrong.",
              "Save it again as “CSV UTF-8”."};
    case Reason::kNoHeadings:
      return {"Filen är tom.", "Första raden ska vara kolumnernas rubriker.", "The file is empty.",
              "The first row must be the columns' headings."};
    case Reason::kTooManyColumns:
      return {"Filen har fler än {} kolumner.", "Ta bort de kolumner som inte behövs.",
              "The file has more than {} columns.", "Remove the columns that are not needed."};
    case Reason::kTooManyRows:
      return {"Filen har fler än {} rader.", "Dela den i flera filer.",
              "The file has more than {} rows.", "Split it into several files."};
    case Reason::kOpenQuote:
      return {"Cellen börjar med ett citattecken, men det slutar aldrig.",
              "Ta bort citattecknet eller sätt ett i slutet av cellen.",
              "The cell begins with a quotation mark that never ends.",
              "Remove the mark or put one at the end of the cell."};
    case Reason::kStrayQuote:
      return {"Det står ett citattecken eller en ensam vagnretur mitt i en cell.",
              "Sätt citattecken runt hela cellen och skriv det inre dubbelt (\"\").",
              "There is a quotation mark or a lone carriage return inside a cell.",
              "Put quotation marks round the whole cell and double the inner one (\"\")."};
    case Reason::kTextAfterQuote:
      return {"Det står text mellan citattecknet och nästa kolumn.",
              "Ta bort texten, eller skriv citattecknet dubbelt (\"\") om det hör till texten.",
              "There is text between the quotation mark and the next column.",
              "Remove the text, or double the mark (\"\") if it belongs to the text."};
    case Reason::kCellTooLong:
      return {"Cellen är längre än {} byte.", "Korta den.", "The cell is longer than {} bytes.",
              "Shorten it."};
    case Reason::kTooManyCells:
      return {"Raden har fler celler än det finns rubriker.",
              "Sätt citattecken runt texter som innehåller skiljetecknet, eller skriv en rubrik "
              "över kolumnen.",
              "The row has more cells than there are headings.",
              "Put quotation marks round texts that contain the separator, or write a heading "
              "above the column."};
    case Reason::kCutOff:
      return {"Filen slutar mitt i en rad.",
              "Exportera den igen; den verkar inte ha kommit med hel.",
              "The file ends in the middle of a row.",
              "Export it again; it seems to have been cut off."};
    case Reason::kJson:
      return {"Filen är inte sådan JSON som kan läsas: {}.", "Rätta stället och försök igen.",
              "The file is not JSON that can be read: {}.", "Mend the place and try again."};
    case Reason::kMissingColumns:
      return {"Kolumner saknas: {}.", "Rubrikerna ska stå på första raden.",
              "Columns are missing: {}.", "The headings must be in the first row."};
    case Reason::kColumnTwice:
      return {"Kolumnen säger samma sak som kolumnen {}.",
              "Ta bort en av dem eller byt rubrik på den.",
              "The column says the same thing as the column {}.",
              "Remove one of them or give it another heading."};
    case Reason::kPersonalNumberColumn:
      return {
          "Kolumnen ser ut att innehålla personnummer. Ingen del av filen har lästs in. "
          "Personnummer behövs inte här och får därför inte sparas (dataskyddsförordningen art. "
          "5.1 c, dataskyddslagen 3 kap. 10 §).",
          "Ta bort kolumnen och använd anställningsnummer för att peka ut personer.",
          "The column seems to hold personal identity numbers. No part of the file was read. They "
          "are not needed here and must therefore not be kept (GDPR art. 5.1 c, the Swedish Data "
          "Protection Act chapter 3 section 10).",
          "Remove the column and use employee numbers to tell persons apart."};
    case Reason::kNoRows:
      return {"Det finns rubriker men inga rader.",
              "Kontrollera urvalet i det system som exporterade filen.",
              "There are headings but no rows.",
              "Check the selection in the system that exported the file."};
    case Reason::kMandatory:
      return {"Uppgiften saknas.", "Fyll i cellen.", "The cell is empty and must not be.",
              "Fill it in."};
    case Reason::kText:
      return {"Texten är för lång eller har radbrytningar eller andra styrtecken.",
              "Skriv den på en rad och kortare.",
              "The text is too long or has line breaks or other control characters.",
              "Write it on one line and shorter."};
    case Reason::kSpreadsheetError:
      return {"Excel har skrivit ett felvärde i stället för uppgiften.",
              "Rätta formeln, eller gör kolumnen bredare om det står ####, och spara igen.",
              "Excel has written an error value instead of the data.",
              "Mend the formula, or widen the column where it says ####, and save again."};
    case Reason::kCode:
      return {
          "En kod eller ett nummer får bara ha bokstäverna A–Z, siffror och . _ : @ - och högst 64 "
          "tecken.",
          "Använd koden, inte namnet; ta bort mellanslag och å, ä, ö.",
          "A code or number may only have the letters A–Z, digits and . _ : @ - and at most 64 "
          "characters.",
          "Use the code and not the name; remove blanks and å, ä, ö."};
    case Reason::kScientific:
      return {"Excel har avrundat numret.",
              "Formatera kolumnen som text innan numren klistras in, och exportera igen.",
              "Excel has rounded the number.",
              "Format the column as text before the numbers are pasted, and export again."};
    case Reason::kDate:
      return {"Det går inte att läsa som ett datum.", "Skriv till exempel 2026-04-27.",
              "It cannot be read as a date.", "Write for example 2026-04-27."};
    case Reason::kNoSuchDay:
      return {"Dagen finns inte.",
              "Skriv år, månad och dag, till exempel 2026-04-27; med snedstreck eller punkt står "
              "dagen först.",
              "There is no such day.",
              "Write year, month and day, for example 2026-04-27; with slashes or points the day "
              "stands first."};
    case Reason::kExcelDay:
      return {"Talet är en dag som Excel räknar den.",
              "Formatera kolumnen som datum (2026-04-27) och spara igen.",
              "The number is a day as Excel counts it.",
              "Format the column as dates (2026-04-27) and save again."};
    case Reason::kTimeOfDay:
      return {"Det står ett klockslag efter datumet.",
              "Skriv bara datumet, till exempel 2026-04-27.",
              "There is a time of day after the date.",
              "Write the date alone, for example 2026-04-27."};
    case Reason::kPercent:
      return {"Det är inte procent mellan 0 och 100 med högst två decimaler.",
              "Skriv till exempel 75 eller 62,5.",
              "It is not per cent between 0 and 100 with at most two decimals.",
              "Write for example 75 or 62.5."};
    case Reason::kFactor:
      return {"Talet ser ut som en andel av 1 och inte som procent.",
              "Skriv 75 för tre fjärdedelar, 100 för heltid.",
              "The number looks like a share of 1 and not like per cent.",
              "Write 75 for three quarters, 100 for full time."};
    case Reason::kYesNo:
      return {"Det är varken ja eller nej.", "Skriv ja eller nej (x, 1 och 0 går också).",
              "It is neither yes nor no.", "Write ja or nej (x, 1 and 0 will do)."};
    case Reason::kWord:
      return {"Ordet är inte ett av dem som kan läsas.", "Skriv något av: {}.",
              "The word is none of those that can be read.", "Write one of: {}."};
    case Reason::kNumber:
      return {"Det är inte ett heltal inom {}.", "Skriv ett heltal.",
              "It is not a whole number within {}.", "Write a whole number."};
    case Reason::kLogin:
      return {"Det går inte att läsa som ett inloggningsnamn.",
              "Skriv anna.berg@kommunen.se, KOMMUNEN\\annber eller annber.",
              "It cannot be read as a login.",
              "Write anna.berg@kommunen.se, KOMMUNEN\\annber or annber."};
    case Reason::kMail:
      return {
          "Det går inte att läsa som en e-postadress.", "Skriv till exempel anna.berg@kommunen.se.",
          "It cannot be read as an e-mail address.", "Write for example anna.berg@kommunen.se."};
    case Reason::kList:
      return {"Listan i cellen har fler än {} delar.", "Dela upp den.",
              "The list in the cell has more than {} parts.", "Split it."};
    case Reason::kDuration:
      return {"Det går inte att läsa som en tid i minuter eller timmar.",
              "Skriv till exempel 90, 90 min eller 2 timmar.",
              "It cannot be read as minutes or hours.",
              "Write for example 90, 90 min or 2 timmar."};
    case Reason::kBefore:
      return {"Dagen är före den i kolumnen {}.", "Rätta den ena av dem.",
              "The day is before the one in the column {}.", "Mend one of them."};
    case Reason::kTwice:
      return {"Samma uppgift står redan på rad {}.", "Ta bort en av raderna.",
              "The same thing stands in row {} already.", "Remove one of the rows."};
    case Reason::kDiffers:
      return {"Rad {} säger något annat om samma person.",
              "Gör raderna lika, eller kontrollera anställningsnumret.",
              "Row {} says something else about the same person.",
              "Make the rows agree, or check the employee number."};
    case Reason::kCircle:
      return {"Enheten är överordnad sig själv: {}.", "Rätta den överordnade enheten.",
              "The unit is above itself: {}.", "Mend the parent."};
    case Reason::kSomebody:
      return {"En annan person har samma inloggning på rad {}.",
              "Rätta inloggningen eller anställningsnumret.",
              "Another person has the same login in row {}.",
              "Mend the login or the employee number."};
    case Reason::kPersonalNumber:
      return {
          "Cellen innehåller ett personnummer. Personnummer behövs inte och får inte sparas här.",
          "Ta bort det; använd anställningsnummer.",
          "The cell holds a personal identity number. They are not needed and must not be kept "
          "here.",
          "Remove it; use the employee number."};
  }
  return {};
}

std::string filled(std::string_view sentence, std::string_view detail) {
  const std::size_t gap = sentence.find("{}");
  if (gap == std::string_view::npos) return std::string(sentence);
  std::string text(sentence.substr(0, gap));
  text += detail;
  return text.append(sentence.substr(gap + 2));
}

struct NoticeSentences {
  std::string_view sv;
  std::string_view en;
};

NoticeSentences sentences_of(NoticeKind kind) {
  switch (kind) {
    case NoticeKind::kWindows1252:
      return {
          "Filen är inte UTF-8 och har lästs som Windows-1252. Kontrollera att å, ä och ö är rätt.",
          "The file is not UTF-8 and was read as Windows-1252. Check that å, ä and ö are right."};
    case NoticeKind::kIgnoredColumns:
      return {"Kolumner som inte används har hoppats över: {}.",
              "Columns that are not used were ignored: {}."};
    case NoticeKind::kRounded:
      return {"{} % har avrundats till hela procent.", "{} % was rounded to whole per cent."};
    case NoticeKind::kNoSerial:
      return {
          "Datorn har inget användbart serienummer och kan inte paras ihop med en ansluten dator.",
          "The computer has no usable serial number and cannot be matched with an enrolled one."};
    case NoticeKind::kOlderDevice:
      return {"Samma serienummer har en nyare kontakt på rad {}; den här raden används inte.",
              "The same serial number has a newer contact in row {}; this row is not used."};
    case NoticeKind::kSameRow:
      return {"Raden säger samma sak som rad {} och räknas inte en gång till.",
              "The row says the same as row {} and is not counted again."};
  }
  return {};
}

}  // namespace

Explanation explain(const Problem& problem) {
  const Sentences said = sentences_of(problem.reason);
  Explanation result{
      {filled(said.reason_sv, problem.detail), filled(said.reason_en, problem.detail)},
      {filled(said.remedy_sv, problem.detail), filled(said.remedy_en, problem.detail)}};
  if (problem.reason == Reason::kMissingColumns && !problem.value.empty()) {
    result.reason.sv += " Filen har: " + problem.value + ".";
    result.reason.en += " The file has: " + problem.value + ".";
  }
  return result;
}

policy::LocalText explain(const Notice& notice) {
  const NoticeSentences said = sentences_of(notice.kind);
  return {filled(said.sv, notice.detail), filled(said.en, notice.detail)};
}

}  // namespace distanskoll::server::agreements::imports
