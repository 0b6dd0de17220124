// SPDX-License-Identifier: EUPL-1.2
#include "server/admission/series.h"

#include "server/store/ledger_rows.h"
#include "shared/limits.h"

#include <algorithm>

namespace distanskoll::server::admission {
namespace {

using store::FindingKind;

/// Bodies that drain a spool follow each other faster than this.
constexpr std::chrono::seconds kDraining{60};

bool refused(const Line& line) {
  return line.outcome && std::holds_alternative<Outcome::Refused>(line.outcome->what);
}

bool put_off(const Line& line) {
  return line.outcome && std::holds_alternative<Outcome::Retry>(line.outcome->what);
}

/// What a stored entry holds of its report.
Result<evidence::ReportBody> body_of(const store::StoredEntry& stored) {
  const Result<evidence::Entry> entry = evidence::decode_entry(stored.line);
  if (!entry) return entry.error();
  return evidence::decode_report_body(entry->body);
}

}  // namespace

template <class Detail>
Result<void> SeriesStep::turn(FindingKind kind, bool on, const Detail& detail) {
  if (series_.known.open.has(kind) == on) return {};  // as nearly always: nothing to say
  const Result<bool> changed = ledger::set_finding(
      context_.transaction.writer, context_.device, series_.known.open, kind, on,
      context_.received_at, context_.received_at, on ? detail() : std::string());
  if (!changed) return changed.error();
  changed_ = changed_ || *changed;
  return {};
}

Result<void> SeriesStep::take(std::vector<Line>& lines) {
  reports_in_body_ =
      static_cast<std::size_t>(std::count_if(lines.begin(), lines.end(), [](const Line& line) {
        return std::holds_alternative<PreparedReport>(line.content);
      }));
  for (std::size_t i = 0; i < lines.size(); ++i) DISTANSKOLL_TRY(take_one(lines, i));
  series_.last_contact = context_.received_at;
  return {};
}

Result<void> SeriesStep::take_one(std::vector<Line>& lines, std::size_t i) {
  Line& line = lines[i];
  if (put_off(line)) waiting_ = true;
  if (line.bad_heartbeat) {
    DISTANSKOLL_TRY(bad_heartbeat(line));
  }
  if (refused(line)) series_.refused_hash = line.hash;
  if (line.outcome) return {};
  if (waiting_) {
    line.retry(limits::kRetrySoon);
    return {};
  }
  Result<void> outcome;
  if (const auto* report = std::get_if<PreparedReport>(&line.content)) {
    outcome = take_report(line, *report);
    // The closing heartbeat shares the fate of its report.
    if (outcome && closing_ != nullptr) {
      if (put_off(line) || refused(line)) {
        closing_->outcome = line.outcome;
      } else {
        closing_->outcome = Outcome{Outcome::Taken{}};
      }
    }
    closing_ = nullptr;
  } else if (const auto* heartbeat = std::get_if<PreparedHeartbeat>(&line.content)) {
    outcome = take_heartbeat(line, *heartbeat, i + 1 < lines.size() ? &lines[i + 1] : nullptr);
  } else {
    line.refuse(Refusal::kMalformed, "neither a report nor a heartbeat");
  }
  if (outcome && refused(line)) series_.refused_hash = line.hash;
  return outcome;
}

Result<void> SeriesStep::take_report(Line& line, const PreparedReport& report) {
  if (line.seq <= series_.newest_seq()) return old_report(line);
  const Result<Link> link = link_of(report.report);
  if (!link) return link.error();
  const bool broken = !link->whole && !explained(report.report);
  if (broken && line.seq > series_.newest_seq() + 1 && series_.asked_to_resend != line.seq) {
    series_.asked_to_resend = line.seq;
    resend_from_ = series_.report_seq() + 1;
    waiting_ = true;
    line.retry(std::chrono::seconds(1));
    return {};
  }
  return store(line, report, *link, broken);
}

Result<SeriesStep::Link> SeriesStep::link_of(const report::Report& report) const {
  if (!series_.known.state && closing_ == nullptr) return Link{!report.prev, {}};
  if (!report.prev) return Link{};
  if (closing_ != nullptr && closing_->hash == *report.prev) {
    const report::Heartbeat& heartbeat = std::get<PreparedHeartbeat>(closing_->content).heartbeat;
    const bool follows = series_.known.state && heartbeat.prev == series_.known.state->hash;
    return Link{follows || heartbeat.prev == series_.refused_hash, std::string(closing_->jws)};
  }
  if (series_.running.seq != 0) {
    if (*report.prev != series_.running.hash) return Link{};
    Result<std::string> text = running_text();
    if (!text) return text.error();
    return Link{true, std::move(*text)};
  }
  return Link{series_.known.state && *report.prev == series_.known.state->hash, {}};
}

Result<std::string> SeriesStep::running_text() const {
  if (series_.running.unwritten) return series_.running.unwritten->jws;
  Result<std::optional<store::RunningHeartbeat>> row =
      store::find_heartbeat(context_.transaction.writer, context_.device);
  if (!row) return row.error();
  if (!*row || (*row)->seq != series_.running.seq) {
    return Error{ErrorCode::kCorrupt,
                 "the running heartbeat of device " + context_.device + " is not stored; run fsck"};
  }
  return std::move((*row)->jws);
}

bool SeriesStep::explained(const report::Report& report) const {
  if (report.prev && *report.prev == series_.refused_hash) return true;
  return report.gap && report.gap->to > series_.report_seq() && report.gap->from < report.seq;
}

Result<void> SeriesStep::store(Line& line, const PreparedReport& report, const Link& link,
                               bool broken) {
  ledger::Transaction& transaction = context_.transaction;
  const evidence::Entry entry{
      evidence::EntryKind::kReport, context_.received_at, context_.device,
      evidence::encode(evidence::ReportBody{link.closing, std::string(line.jws)})};
  const Result<ledger::Appended> appended = transaction.ledger.append(entry, line.seq);
  if (!appended) return appended.error();
  const std::uint64_t epoch = transaction.ledger.epoch();
  line.outcome = Outcome{Outcome::Receipt{appended->leaf, epoch, appended->salt}};

  if (closing_ != nullptr) {
    const report::Heartbeat& heartbeat = std::get<PreparedHeartbeat>(closing_->content).heartbeat;
    series_.known.newest_evidence =
        std::max(series_.known.newest_evidence, std::min(heartbeat.at, context_.received_at));
  }
  const ledger::Admitted admitted{
      context_.device, report.report,        store::leaf_id(epoch, appended->leaf),
      line.hash,       context_.received_at, report.results};
  const Result<bool> changed =
      ledger::project_report(transaction.writer, context_.policy, admitted, series_.known);
  if (!changed) return changed.error();
  changed_ = true;
  if (series_.running.stored) {
    DISTANSKOLL_TRY(store::delete_heartbeat(transaction.writer, context_.device));
  }
  series_.running = Running{};
  series_.refused_hash = Digest{};
  if (broken) {
    const evidence::Entry notice{
        evidence::EntryKind::kNotice, context_.received_at, context_.device,
        R"({"notice":"chain_broken","seq":)" + std::to_string(line.seq) + "}"};
    const Result<ledger::Appended> said = transaction.ledger.append(notice);
    if (!said) return said.error();
  }
  return judge(report, broken);
}

Result<void> SeriesStep::judge(const PreparedReport& prepared, bool broken) {
  const report::Report& report = prepared.report;
  const auto number = [&] { return "report " + std::to_string(report.seq); };
  DISTANSKOLL_TRY(turn(FindingKind::kBrokenChain, broken,
                       [&] { return number() + " does not follow what the collector has"; }));
  DISTANSKOLL_TRY(turn(FindingKind::kClockSkew, clock_is_off(report), [&] {
    return number() + " says " + format_time(report.at) + ", received " +
           format_time(context_.received_at);
  }));
  if (prepared.old_key) {
    DISTANSKOLL_TRY(turn(FindingKind::kOldKeySpeaks, true, [&] {
      return number() + " is signed with a key that a newer one has replaced";
    }));
  }
  if (report.seen) {
    const Result<bool> fits =
        fits_ledger(context_.transaction.writer, context_.transaction.ledger.epoch(),
                    context_.transaction.ledger.size(), *report.seen);
    if (!fits) return fits.error();
    if (!*fits) {
      DISTANSKOLL_TRY(turn(FindingKind::kForkedLog, true, [&] {
        return number() + " holds a checkpoint of size " + std::to_string(report.seen->size) +
               " that this ledger never had";
      }));
    }
  }
  return {};
}

bool SeriesStep::clock_is_off(const report::Report& report) const {
  const WallTime received_at = context_.received_at;
  if (report.at > received_at + limits::kClockSkew) return true;
  // Lines come in order. One that comes alone and says it was made before we last heard from the
  // device has a slow clock, unless the device is working off what piled up.
  return reports_in_body_ == 1 && series_.last_contact != WallTime{} &&
         report.at + std::chrono::seconds(1) < series_.last_contact &&
         report.at + limits::kClockSkew < received_at &&
         received_at > series_.last_contact + kDraining;
}

Result<void> SeriesStep::bad_heartbeat(const Line& line) {
  return turn(FindingKind::kBadHeartbeat, true,
              [&] { return "heartbeat " + std::to_string(line.seq) + " has a wrong signature"; });
}

Result<void> SeriesStep::taken(Line& line) {
  line.refuse(Refusal::kNumberTaken,
              "number " + std::to_string(line.seq) + " was used before with other content");
  return turn(FindingKind::kClonedKey, true, [&] {
    return "number " + std::to_string(line.seq) + " was used twice with other content";
  });
}

Result<void> SeriesStep::old_report(Line& line) {
  store::Writer& writer = context_.transaction.writer;
  const Result<std::optional<store::StoredEntry>> stored =
      store::find_report(writer, context_.device, line.seq);
  if (!stored) return stored.error();
  if (*stored) {
    const Result<evidence::ReportBody> body = body_of(**stored);
    if (!body) return body.error();
    if (body->report != line.jws) return taken(line);
    const std::uint64_t leaf = (*stored)->leaf;
    line.outcome =
        Outcome{Outcome::Receipt{store::number_of(leaf), store::epoch_of(leaf), (*stored)->salt}};
    return {};
  }
  if (line.seq == series_.running.seq) return taken(line);
  line.refuse(Refusal::kOutOfOrder,
              "the newest number of the series is " + std::to_string(series_.newest_seq()));
  return {};
}

Result<void> SeriesStep::take_heartbeat(Line& line, const PreparedHeartbeat& prepared,
                                        const Line* next) {
  const report::Heartbeat& heartbeat = prepared.heartbeat;
  if (line.seq <= series_.newest_seq()) return old_heartbeat(line);
  if (series_.prolongs(heartbeat)) {
    series_.beat(line, prepared, context_.received_at);
    line.outcome = Outcome{Outcome::Taken{}};
    return {};
  }
  const auto* report = next != nullptr ? std::get_if<PreparedReport>(&next->content) : nullptr;
  if (report != nullptr && !next->outcome && report->report.prev == line.hash) {
    closing_ = &line;  // its report decides
    return {};
  }
  if (heartbeat.unchanged_since > series_.report_seq()) {
    resend_from_ = series_.report_seq() + 1;
    waiting_ = true;
    line.retry(std::chrono::seconds(1));
    return {};
  }
  if (!verify_now(line)) {
    line.refuse(Refusal::kBadSignature, "the signature does not fit the key that kid names");
    return bad_heartbeat(line);
  }
  if (heartbeat.unchanged_since == series_.report_seq()) return taken(line);
  line.refuse(Refusal::kOutOfOrder, "the newest report is " + std::to_string(series_.report_seq()) +
                                        ", this prolongs an older one");
  return {};
}

Result<void> SeriesStep::old_heartbeat(Line& line) {
  if (line.seq == series_.running.seq && line.hash == series_.running.hash) {
    line.outcome = Outcome{Outcome::Taken{}};
    return {};
  }
  store::Writer& writer = context_.transaction.writer;
  const Result<std::optional<store::StoredEntry>> next =
      store::next_report(writer, context_.device, line.seq);
  if (!next) return next.error();
  if (*next) {
    const Result<evidence::ReportBody> body = body_of(**next);
    if (!body) return body.error();
    if (body->heartbeat == line.jws) {
      line.outcome = Outcome{Outcome::Taken{}};
      return {};
    }
  }
  const Result<std::optional<store::StoredEntry>> same =
      store::find_report(writer, context_.device, line.seq);
  if (!same) return same.error();
  if ((*same || line.seq == series_.running.seq) && verify_now(line)) return taken(line);
  line.refuse(Refusal::kOutOfOrder,
              "the newest number of the series is " + std::to_string(series_.newest_seq()));
  return {};
}

}  // namespace distanskoll::server::admission
