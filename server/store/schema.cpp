// SPDX-License-Identifier: EUPL-1.2
#include "server/store/schema.h"

namespace distanskoll::server::store {
namespace {

// Step 1: the ledger, devices, their newest state, findings, enrolment codes and policies.
//
// A leaf id is epoch * 2^40 + number, so that one integer key orders the trees of all epochs.
// Times are seconds since 1970. Rows with personal data are deleted and inserted, never updated.
// device_state names the newest report by its leaf and does not copy it: the entry is the one copy,
// and a narrow row keeps the pages that each commit touches few. heartbeat is the newest of the
// running run; `closed` says that silence closed it.
constexpr std::string_view kStep1 = R"sql(
CREATE TABLE head(
  id INTEGER PRIMARY KEY CHECK(id = 1), epoch INTEGER NOT NULL, origin TEXT NOT NULL,
  size INTEGER NOT NULL, root BLOB NOT NULL, leader TEXT NOT NULL, fence INTEGER NOT NULL) STRICT;
CREATE TABLE epoch(
  number INTEGER PRIMARY KEY, origin TEXT NOT NULL, log_key BLOB NOT NULL, began_at INTEGER NOT NULL) STRICT;
CREATE TABLE checkpoint(
  id INTEGER PRIMARY KEY, root BLOB NOT NULL, signature BLOB NOT NULL, at INTEGER NOT NULL) STRICT;
CREATE TABLE leaf(id INTEGER PRIMARY KEY, hash BLOB NOT NULL) STRICT;
CREATE TABLE node(
  epoch INTEGER NOT NULL, level INTEGER NOT NULL, number INTEGER NOT NULL, hash BLOB NOT NULL,
  PRIMARY KEY(epoch, level, number)) STRICT, WITHOUT ROWID;
CREATE TABLE entry(
  leaf INTEGER PRIMARY KEY, kind TEXT NOT NULL, device TEXT, seq INTEGER, received_at INTEGER NOT NULL,
  salt BLOB NOT NULL, line TEXT NOT NULL) STRICT;
CREATE UNIQUE INDEX entry_series ON entry(device, seq) WHERE seq IS NOT NULL;
CREATE TABLE erased(leaf INTEGER PRIMARY KEY, by_entry INTEGER NOT NULL) STRICT;

CREATE TABLE device(
  id TEXT PRIMARY KEY, computer TEXT NOT NULL, host_name TEXT, hardware_hash BLOB, unit TEXT,
  lifecycle TEXT NOT NULL, enrolled_at INTEGER NOT NULL, enrolled_by TEXT NOT NULL,
  predecessor TEXT, revoked_at INTEGER, revoked_reason TEXT) STRICT, WITHOUT ROWID;
CREATE INDEX device_computer ON device(computer);
CREATE TABLE device_key(
  kid TEXT PRIMARY KEY, device TEXT NOT NULL REFERENCES device(id), spki BLOB NOT NULL,
  certificate BLOB NOT NULL, not_after INTEGER NOT NULL, issued_at INTEGER NOT NULL,
  superseded_at INTEGER, revoked_at INTEGER) STRICT, WITHOUT ROWID;
CREATE INDEX device_key_device ON device_key(device);
CREATE TABLE device_state(
  device TEXT PRIMARY KEY REFERENCES device(id), seq INTEGER NOT NULL, leaf INTEGER NOT NULL,
  hash BLOB NOT NULL, at INTEGER NOT NULL, received_at INTEGER NOT NULL, trigger TEXT NOT NULL,
  expected_user TEXT) STRICT, WITHOUT ROWID;
CREATE TABLE heartbeat(
  device TEXT PRIMARY KEY REFERENCES device(id), seq INTEGER NOT NULL, at INTEGER NOT NULL,
  received_at INTEGER NOT NULL, jws TEXT NOT NULL, verified_seq INTEGER, verified TEXT,
  closed INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE failing(
  device TEXT NOT NULL, requirement TEXT NOT NULL, since INTEGER NOT NULL, counted INTEGER NOT NULL,
  counting INTEGER NOT NULL, PRIMARY KEY(device, requirement)) STRICT, WITHOUT ROWID;
CREATE TABLE finding(
  id INTEGER PRIMARY KEY, device TEXT, kind TEXT NOT NULL, requirement TEXT, severity TEXT NOT NULL,
  first_failed_at INTEGER NOT NULL, opened_at INTEGER NOT NULL, closed_at INTEGER, detail TEXT NOT NULL) STRICT;
CREATE UNIQUE INDEX finding_open ON finding(ifnull(device, ''), kind, ifnull(requirement, '')) WHERE closed_at IS NULL;

CREATE TABLE enrolment_code(
  id TEXT PRIMARY KEY, secret_hash BLOB NOT NULL, kind TEXT NOT NULL, max_uses INTEGER NOT NULL,
  uses INTEGER NOT NULL, valid_until INTEGER NOT NULL, unit TEXT, networks TEXT, created_at INTEGER NOT NULL,
  created_by TEXT NOT NULL, revoked_at INTEGER) STRICT, WITHOUT ROWID;
CREATE TABLE enrolment_request(
  id TEXT PRIMARY KEY, code TEXT NOT NULL, spki BLOB NOT NULL, host_name TEXT, serial_number TEXT,
  asked_at INTEGER NOT NULL, approved_at INTEGER, denied_at INTEGER, device TEXT) STRICT, WITHOUT ROWID;
CREATE TABLE inventory(serial_number TEXT PRIMARY KEY, unit TEXT) STRICT, WITHOUT ROWID;
CREATE TABLE policy(
  sha256 TEXT PRIMARY KEY, id TEXT NOT NULL, version INTEGER NOT NULL, in_force_from INTEGER NOT NULL,
  yaml TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE api_token(
  hash BLOB PRIMARY KEY, name TEXT NOT NULL, created_at INTEGER NOT NULL, expires_at INTEGER, revoked_at INTEGER) STRICT, WITHOUT ROWID;
CREATE TABLE recovery(
  id INTEGER PRIMARY KEY CHECK(id = 1), since INTEGER NOT NULL, until INTEGER NOT NULL,
  source TEXT NOT NULL, seen_size INTEGER NOT NULL, seen_root BLOB, seen_by TEXT) STRICT;
CREATE TABLE filler(bytes BLOB NOT NULL) STRICT;
CREATE TABLE notice(at INTEGER NOT NULL, kind TEXT NOT NULL, detail TEXT NOT NULL) STRICT;
)sql";

// Step 2: that this database came back from a backup, once for each time. Certificates issued
// between the backup and the restore name devices or keys that the backup did not know
// (server/admission/peers.h).
constexpr std::string_view kStep2 = R"sql(
CREATE TABLE restored(at INTEGER NOT NULL, taken_at INTEGER NOT NULL, source TEXT NOT NULL) STRICT;
)sql";

// Step 3: what each enrolment and each device's first connection look for, found without reading
// all rows: with 25,000 devices that was most of an enrolment's time.
constexpr std::string_view kStep3 = R"sql(
CREATE INDEX enrolment_request_serial ON enrolment_request(serial_number) WHERE serial_number IS NOT NULL;
CREATE INDEX enrolment_request_waiting ON enrolment_request(code)
  WHERE approved_at IS NULL AND denied_at IS NULL AND device IS NULL;
CREATE INDEX device_predecessor ON device(predecessor) WHERE predecessor IS NOT NULL;
CREATE INDEX device_hardware ON device(hardware_hash) WHERE hardware_hash IS NOT NULL;
)sql";

// Step 4: versions of the registers' records, each the name of an entry, and whose days have to be
// judged anew ('' is everybody).
constexpr std::string_view kStep4 = R"sql(
CREATE TABLE record(
  kind TEXT NOT NULL, id TEXT NOT NULL, version INTEGER NOT NULL, leaf INTEGER NOT NULL, at INTEGER NOT NULL,
  person TEXT, removed INTEGER NOT NULL, PRIMARY KEY(kind, id, version)) STRICT, WITHOUT ROWID;
CREATE INDEX record_person ON record(person) WHERE person IS NOT NULL;
CREATE TABLE stale_person(
  employee TEXT NOT NULL, cause TEXT NOT NULL, leaf INTEGER NOT NULL,
  PRIMARY KEY(employee, cause)) STRICT, WITHOUT ROWID;
)sql";

// Step 5: employees' days, and by which reports they are found. Days are numbers since 1970-01-01
// of the local calendar. judged_seq 0: to be judged.
constexpr std::string_view kStep5 = R"sql(
CREATE TABLE device_day(
  device TEXT NOT NULL, day INTEGER NOT NULL, first_seq INTEGER NOT NULL, before_seq INTEGER,
  before_at INTEGER, judged_seq INTEGER NOT NULL, PRIMARY KEY(device, day)) STRICT, WITHOUT ROWID;
CREATE INDEX device_day_day ON device_day(day, device);
CREATE INDEX device_day_stale ON device_day(day, device) WHERE judged_seq = 0;
CREATE TABLE seen_on(
  employee TEXT NOT NULL, day INTEGER NOT NULL, device TEXT NOT NULL,
  PRIMARY KEY(employee, day, device)) STRICT, WITHOUT ROWID;
CREATE INDEX seen_on_device ON seen_on(device, day);
CREATE TABLE pseudonym(
  device TEXT NOT NULL, pseudonym TEXT NOT NULL, login TEXT NOT NULL,
  PRIMARY KEY(device, pseudonym)) STRICT, WITHOUT ROWID;
CREATE TABLE day(
  employee TEXT NOT NULL, date INTEGER NOT NULL, unit TEXT NOT NULL, kind TEXT NOT NULL,
  agreement_day INTEGER NOT NULL, verdict TEXT NOT NULL, security_part TEXT NOT NULL,
  agreement_part TEXT NOT NULL, marked INTEGER NOT NULL, without_agreement INTEGER NOT NULL,
  body TEXT NOT NULL, final_leaf INTEGER, PRIMARY KEY(employee, date)) STRICT, WITHOUT ROWID;
CREATE INDEX day_date ON day(date, unit, kind, agreement_day, verdict, security_part,
  agreement_part, marked, without_agreement);
CREATE TABLE final_date(date INTEGER PRIMARY KEY, leaf INTEGER NOT NULL) STRICT;
CREATE TABLE late_day(
  employee TEXT NOT NULL, date INTEGER NOT NULL, leaf INTEGER NOT NULL, body TEXT NOT NULL,
  PRIMARY KEY(employee, date)) STRICT, WITHOUT ROWID;
CREATE TABLE day_change(
  id INTEGER PRIMARY KEY, employee TEXT NOT NULL, date INTEGER NOT NULL, at INTEGER NOT NULL,
  cause TEXT NOT NULL, before TEXT NOT NULL, after TEXT NOT NULL) STRICT;
CREATE INDEX day_change_day ON day_change(employee, date);
)sql";

// Step 6: what indicators need of months whose days are all final. Months are numbers since year 0.
constexpr std::string_view kStep6 = R"sql(
CREATE TABLE closed_month(month INTEGER PRIMARY KEY, leaf INTEGER NOT NULL) STRICT;
CREATE TABLE heard(
  month INTEGER NOT NULL, employee TEXT NOT NULL, PRIMARY KEY(month, employee)) STRICT, WITHOUT ROWID;
CREATE TABLE month_laptop(
  month INTEGER NOT NULL, laptop TEXT NOT NULL, with_agent INTEGER NOT NULL, reporting INTEGER NOT NULL,
  used_remotely INTEGER NOT NULL, PRIMARY KEY(month, laptop)) STRICT, WITHOUT ROWID;
)sql";

// Step 7: messages on their way out, their state and (apart, written once and deleted) whom they go
// to and what they say; what reminders have told, by key; findings that were opened or closed and
// not yet told to IT security's systems, noted while finding_feed has its row.
constexpr std::string_view kStep7 = R"sql(
CREATE TABLE outbox(
  number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, lane TEXT NOT NULL, key TEXT NOT NULL UNIQUE, state TEXT NOT NULL, created_at INTEGER NOT NULL,
  tries INTEGER NOT NULL, next_try_at INTEGER NOT NULL, interrupted INTEGER NOT NULL, ended_at INTEGER,
  last_error TEXT) STRICT;
CREATE INDEX outbox_waiting ON outbox(lane, next_try_at) WHERE state = 'waiting';
CREATE INDEX outbox_ended ON outbox(ended_at) WHERE ended_at IS NOT NULL;
CREATE TABLE outbox_contents(id TEXT PRIMARY KEY, recipient TEXT NOT NULL, body TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE told(key TEXT PRIMARY KEY, at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE finding_feed(id INTEGER PRIMARY KEY CHECK(id = 1)) STRICT;
CREATE TABLE finding_news(id INTEGER PRIMARY KEY, finding INTEGER NOT NULL, closed INTEGER NOT NULL) STRICT;
CREATE TRIGGER finding_opened AFTER INSERT ON finding WHEN EXISTS (SELECT 1 FROM finding_feed)
BEGIN INSERT INTO finding_news(finding, closed) VALUES (NEW.id, 0); END;
CREATE TRIGGER finding_closed AFTER UPDATE OF closed_at ON finding
WHEN OLD.closed_at IS NULL AND NEW.closed_at IS NOT NULL AND EXISTS (SELECT 1 FROM finding_feed)
BEGIN INSERT INTO finding_news(finding, closed) VALUES (NEW.id, 1); END;
)sql";

// Step 8: erasure: how far it has come, what it left behind for now, and which leaves a date's
// manifest is made of, which outlive the days.
constexpr std::string_view kStep8 = R"sql(
CREATE TABLE erasure_cursor(id INTEGER PRIMARY KEY CHECK(id = 1), leaf INTEGER NOT NULL) STRICT;
CREATE TABLE left_behind(leaf INTEGER PRIMARY KEY, device TEXT NOT NULL, received_at INTEGER NOT NULL) STRICT;
CREATE TABLE final_day(
  date INTEGER NOT NULL, leaf INTEGER NOT NULL, PRIMARY KEY(date, leaf)) STRICT, WITHOUT ROWID;
CREATE INDEX record_leaf ON record(leaf);
CREATE INDEX pseudonym_login ON pseudonym(login);
)sql";

// Step 9: what a token may be used for (the one that init made could do all there was), and who
// looked at whose data. `persons` names the set of a row's persons; `hour` is the clock hour that
// its digest is made of.
constexpr std::string_view kStep9 = R"sql(
ALTER TABLE api_token ADD COLUMN id TEXT;
ALTER TABLE api_token ADD COLUMN account TEXT;
ALTER TABLE api_token ADD COLUMN roles TEXT NOT NULL DEFAULT 'it_security administrator';
ALTER TABLE api_token ADD COLUMN read_only INTEGER NOT NULL DEFAULT 0;
ALTER TABLE api_token ADD COLUMN created_by TEXT NOT NULL DEFAULT 'init';
UPDATE api_token SET id = lower(hex(substr(hash, 1, 4)));
CREATE UNIQUE INDEX api_token_id ON api_token(id);
CREATE TABLE access_log(
  id INTEGER PRIMARY KEY, hour INTEGER NOT NULL, first_at INTEGER NOT NULL, day TEXT NOT NULL,
  reader TEXT NOT NULL, name TEXT NOT NULL, role TEXT NOT NULL, route TEXT NOT NULL, reason TEXT,
  filter TEXT NOT NULL, persons BLOB NOT NULL, count INTEGER NOT NULL, salt BLOB NOT NULL) STRICT;
CREATE INDEX access_log_hour ON access_log(hour, reader);
CREATE INDEX access_log_reader ON access_log(reader);
CREATE TABLE access_person(
  access INTEGER NOT NULL, employee TEXT NOT NULL, PRIMARY KEY(access, employee)) STRICT, WITHOUT ROWID;
CREATE INDEX access_person_employee ON access_person(employee, access);
CREATE TABLE access_digest(hour INTEGER PRIMARY KEY, leaf INTEGER NOT NULL) STRICT;
)sql";

// Step 10: one row for each time a policy is put, whether it holds yet or was withdrawn before it
// did.
constexpr std::string_view kStep10 = R"sql(
ALTER TABLE policy RENAME TO policy_before;
CREATE TABLE policy(
  number INTEGER PRIMARY KEY, sha256 TEXT NOT NULL, id TEXT NOT NULL, version INTEGER NOT NULL,
  in_force_from INTEGER NOT NULL, yaml TEXT NOT NULL, put_at INTEGER NOT NULL, withdrawn_at INTEGER) STRICT;
CREATE INDEX policy_sha256 ON policy(sha256);
INSERT INTO policy(sha256, id, version, in_force_from, yaml, put_at)
  SELECT sha256, id, version, in_force_from, yaml, in_force_from FROM policy_before
  ORDER BY in_force_from, version, sha256;
DROP TABLE policy_before;
)sql";

// Step 11: the inventory is a register like the others (records of computers). Its few rows are put
// again with `distanskoll-collector import inventory`: a record needs more than a serial number.
constexpr std::string_view kStep11 = "DROP TABLE inventory;";

// Step 12: who takes care of a finding, and what was written about it. A finding is a projection
// and has another number after a rebuild, so a line names what the finding is about and belongs to
// the one that was open at its time.
constexpr std::string_view kStep12 = R"sql(
CREATE TABLE finding_care(
  id INTEGER PRIMARY KEY, device TEXT NOT NULL, kind TEXT NOT NULL, requirement TEXT NOT NULL,
  at INTEGER NOT NULL, by TEXT NOT NULL, act TEXT NOT NULL, account TEXT, note TEXT) STRICT;
CREATE INDEX finding_care_place ON finding_care(device, kind, requirement, at);
)sql";

constexpr std::string_view kSteps[] = {kStep1, kStep2, kStep3, kStep4,  kStep5,  kStep6,
                                       kStep7, kStep8, kStep9, kStep10, kStep11, kStep12};

}  // namespace

std::span<const std::string_view> schema_steps() { return kSteps; }

}  // namespace distanskoll::server::store
