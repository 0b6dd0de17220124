// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Every bound of the product by name, in one place, with its unit. Nothing from outside is read,
// queued, kept or waited for without one of these. Changing a number here is a decision: it is
// recorded with date and reason in shared/README.md.

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace distanskoll::limits {

using namespace std::chrono_literals;

// Report formats.
inline constexpr std::size_t kJwsBytes = 16 * 1024;      ///< one compact JWS
inline constexpr std::size_t kPayloadBytes = 11 * 1024;  ///< its JSON payload
inline constexpr std::size_t kObservations = 32;         ///< own probes and external ones
inline constexpr std::size_t kObservationDetails = 12;   ///< per own observation
inline constexpr std::size_t kExternalDetails = 8;       ///< per external observation
inline constexpr std::size_t kDetailTextBytes = 128;     ///< one text value
inline constexpr std::int64_t kLargestInteger = (std::int64_t{1} << 53) - 1;  ///< RFC 7493
inline constexpr std::size_t kReportDepth = 4;  ///< report, observations, one; one to spare
inline constexpr int kReportVersion = 1;

// Heartbeats and settings: what the collector may ask of an agent.
inline constexpr std::chrono::seconds kHeartbeatDefault = 300s;
inline constexpr std::chrono::seconds kHeartbeatLeast = 60s;
inline constexpr std::chrono::seconds kHeartbeatMost = 3600s;

// Agent.
inline constexpr std::chrono::milliseconds kEventGather = 250ms;  ///< events become one report
inline constexpr std::chrono::milliseconds kReportSpacing = 1s;   ///< at most one report in
inline constexpr int kReportsPerHour = 60;                        ///< beyond: "flapping"
inline constexpr std::chrono::seconds kProbeDeadline = 5s;        ///< one probe
inline constexpr std::size_t kSpoolRows = 20'000;                 ///< waiting; the oldest go
inline constexpr std::size_t kSpoolBytes = 64 * 1024 * 1024;      ///< waiting and kept
inline constexpr std::size_t kRefusedKept = 100;           ///< refused reports kept to look at
inline constexpr int kSpoolKeepDaysDefault = 14;           ///< acknowledged reports
inline constexpr std::size_t kSysfsFileBytes = 64 * 1024;  ///< one read of /proc or /sys
inline constexpr std::size_t kFirmwareTableBytes = 1024 * 1024;  ///< raw SMBIOS
inline constexpr std::size_t kFirmwareLineBytes = 256;           ///< one file of /sys/class/dmi
inline constexpr std::size_t kMountinfoBytes = 4 * 1024 * 1024;  ///< /proc/self/mountinfo
inline constexpr std::size_t kNetlinkMessageBytes = 256 * 1024;  ///< one netlink datagram
inline constexpr std::size_t kNetworkRows = 16 * 1024;           ///< links, addresses, routes each
inline constexpr std::size_t kDirectoryEntries = 4'096;          ///< one folder of /proc or /sys
inline constexpr int kBlockDepth = 10;                           ///< block devices stacked
inline constexpr std::size_t kSettingsBytes = 1024 * 1024;       ///< one dconf database
inline constexpr std::size_t kSessions = 64;                     ///< login sessions looked at
inline constexpr std::size_t kCardBytes = 64 * 1024;             ///< what a card may tell
inline constexpr std::size_t kCardCertificates = 16;
inline constexpr std::chrono::seconds kCardReading = 4s;         ///< tokens and certificates
inline constexpr std::chrono::milliseconds kBusCall = 1s;        ///< one question over D-Bus
inline constexpr std::chrono::seconds kWireguardAlive = 180s;    ///< a handshake's age at most
inline constexpr std::chrono::milliseconds kLocatorRetry = 20s;  ///< between two silent rounds
inline constexpr std::chrono::milliseconds kLocatorHandshake = 4s;
inline constexpr std::chrono::milliseconds kLocatorRefresh = 240s;  ///< an internal answer's age

// Agent on Windows.
inline constexpr std::chrono::milliseconds kLaneGoodbye =
    1s;                                                       ///< for a call that hangs, at the end
inline constexpr std::chrono::milliseconds kCardAsk = 1s;     ///< readers and their states
inline constexpr std::size_t kRegistryTextBytes = 256;        ///< one value, as UTF-8
inline constexpr std::size_t kRegistryListBytes = 16 * 1024;  ///< one list of texts
inline constexpr std::size_t kWmiObjects = 256;               ///< of one query
inline constexpr std::size_t kWmiElements = 256;              ///< of one array: key protectors
inline constexpr std::size_t kRasConnections = 64;
inline constexpr std::size_t kRasEntryBytes = 64 * 1024;  ///< a profile of the phone book
inline constexpr std::size_t kListedNetworks = 1'024;
inline constexpr std::size_t kLogons = 4'096;
inline constexpr std::size_t kStoreCertificates = 128;       ///< of one person's store
inline constexpr std::size_t kCertificateBytes = 16 * 1024;  ///< one of them
inline constexpr std::size_t kCardReaders = 32;

// Configuration and policy files.
inline constexpr std::size_t kYamlBytes = 1024 * 1024;
inline constexpr int kYamlDepth = 32;
inline constexpr std::size_t kYamlNodes = 100'000;
inline constexpr int kPredicateDepth = 16;
inline constexpr std::size_t kRequirements = 64;

// Device listener.
inline constexpr std::size_t kReportsBodyBytes = 1024 * 1024;  ///< one POST /v1/reports
inline constexpr std::size_t kLinesPerBody = 2'000;            ///< JWS in one body
inline constexpr std::size_t kEstBodyBytes = 16 * 1024;        ///< a PKCS#10 request
inline constexpr std::size_t kTargetBytes = 2 * 1024;          ///< HTTP request target
inline constexpr std::size_t kHeaderBytes = 8 * 1024;          ///< HTTP request header
inline constexpr std::chrono::seconds kHandshakeDeadline = 10s;
inline constexpr std::chrono::seconds kHeaderDeadline = 5s;  ///< before a certificate is shown
inline constexpr std::chrono::seconds kBodyDeadline = 30s;
inline constexpr std::chrono::seconds kWriteDeadline = 30s;
inline constexpr std::chrono::seconds kIdleDeadline = 2h;  ///< kept-alive device connection
inline constexpr std::size_t kMaxOpenDefault = 20'000;     ///< connections
inline constexpr int kHandshakesPerMinute = 20;            ///< per address, no certificate
inline constexpr int kCodeFailuresPerMinute = 5;           ///< per address
inline constexpr std::chrono::seconds kStopGrace = 8s;     ///< drain, then cancel

// Quotas per device.
inline constexpr double kQuotaEntries = 5'000;  ///< bucket
inline constexpr double kQuotaEntriesPerHour = 20;
inline constexpr std::size_t kQuotaBytesPerDay = 20 * 1024 * 1024;
inline constexpr std::size_t kSequencerQueue = 16 * 1024;  ///< lines waiting for the writer
inline constexpr std::size_t kSequencerShare = kSequencerQueue / 16;  ///< of one device
/// Lines of one body that are looked at; the others are put off for a second. A line costs about
/// 0.2 ms on the network thread and as much on the writer's, and everybody else waits for both: a
/// body of 1,000 would hold up its neighbours for a second on a slow machine. An outage of a week
/// is caught up with in a minute or two.
inline constexpr std::size_t kLinesAtOnce = 128;
/// Under load commits begin at least this far apart: each costs an fsync, a signature and the pages
/// that every change touches, whatever it holds. A change that comes when nothing was going on
/// waits for nothing.
inline constexpr std::chrono::milliseconds kCommitSpacing = 20ms;
inline constexpr std::size_t kCommitLines = 2'048;            ///< in one transaction
inline constexpr std::chrono::seconds kRetrySoon = 5s;        ///< told to agents: busy, stopping
inline constexpr std::chrono::seconds kRetryDisk = 30s;       ///< told to agents: disk full
inline constexpr std::chrono::seconds kRetryRecovery = 300s;  ///< told to agents: restored
inline constexpr std::chrono::seconds kRetryMost = 3600s;     ///< told to agents, whatever is full
inline constexpr std::chrono::seconds kClockSkew = 300s;      ///< beyond: a finding
inline constexpr int kDiskPercentNoEnrolment = 85;
inline constexpr int kDiskPercentNoReports = 95;

// Files that an auditor brings to distanskoll-audit.
inline constexpr std::size_t kAuditFileBytes = std::size_t{256} * 1024 * 1024;  ///< one JSON file
inline constexpr std::size_t kAuditLineBytes = 64 * 1024;  ///< one report, unsigned, as a line
inline constexpr std::size_t kJsonDepth = 8;  ///< of json_tree.h; directories need 4, some to spare

// Imported files.
inline constexpr std::size_t kImportBytes = 64 * 1024 * 1024;  ///< one file
/// One file that is sent to a serving collector, as a body or over its admin socket, where it must
/// stay under 32 MiB as base64.
inline constexpr std::size_t kImportSentBytes = 20 * 1024 * 1024;
inline constexpr std::size_t kImportsWaiting = 4;  ///< files of that size beside the one at work
inline constexpr std::size_t kImportRows = 200'000;
inline constexpr std::size_t kImportColumns = 256;
inline constexpr std::size_t kImportCellBytes = 4 * 1024;
inline constexpr std::size_t kImportTextBytes = 256;   ///< a name, a reason, a piece of equipment
inline constexpr std::size_t kImportLoginBytes = 256;  ///< a login, an address
inline constexpr std::size_t kImportListItems = 100;   ///< in one cell; employments of one person
inline constexpr std::size_t kImportProblems = 1'000;  ///< listed; the others are counted
inline constexpr std::size_t kImportShown = 40;        ///< characters of a value in a message
inline constexpr std::size_t kImportChanges = 1'000;   ///< listed in a plan; the others are counted

// Identity.
inline constexpr std::chrono::days kCertificateLife{90};
inline constexpr std::chrono::days kRenewAfter{60};
inline constexpr std::chrono::days kExpiredMayReenrol{400};
inline constexpr std::chrono::days kCaLife{3 * 365};
inline constexpr std::chrono::days kRootLife{20 * 365};
inline constexpr std::chrono::days kServerRenewAhead{30};
inline constexpr std::chrono::hours kTicketLife{24};

// Registers.
inline constexpr std::size_t kRecordBytes = 64 * 1024;   ///< one record as JSON
inline constexpr std::size_t kRecordTextBytes = 2'048;   ///< one text in it
inline constexpr std::size_t kRecordParts = 512;         ///< one list in it
inline constexpr std::uint64_t kErasedAtOnce = 100'000;  ///< leaves that one tombstone names
inline constexpr std::size_t kRecordsAtOnce = 50'000;    ///< written in one commit by an import

// SCIM.
inline constexpr std::size_t kScimBodyBytes = 64 * 1024;  ///< one user, one PATCH
inline constexpr std::size_t kScimOperations = 64;        ///< of one PATCH
inline constexpr std::size_t kScimPathBytes = 256;
inline constexpr std::size_t kScimFilterBytes = 512;
inline constexpr std::size_t kScimPage = 200;  ///< users in one answer

// Outgoing messages: mail, webhooks, syslog.
inline constexpr std::chrono::milliseconds kOutgoingConnect = 10s;   ///< name, TCP and TLS
inline constexpr std::chrono::milliseconds kOutgoingDeadline = 30s;  ///< one message, all of it
inline constexpr std::chrono::milliseconds kSyslogGoodbye = 3s;      ///< the peer closes after us
inline constexpr std::size_t kOutgoingAnswerBytes = 64 * 1024;       ///< read and thrown away
inline constexpr std::size_t kMailBytes = 256 * 1024;                ///< text and HTML
inline constexpr std::size_t kMailSubjectBytes = 255;
inline constexpr std::size_t kSyslogValueBytes = 1024;  ///< one value of structured data
inline constexpr std::size_t kSecretFileBytes = 4096;
inline constexpr std::size_t kKeyFileBytes = 64 * 1024;  ///< a private key, a chain of certificates
inline constexpr std::size_t kWebhooks = 8;
inline constexpr std::size_t kOutboxWaiting = 10'000;  ///< messages of one lane
inline constexpr std::chrono::seconds kOutboxRetryFirst = 60s;
inline constexpr std::chrono::seconds kOutboxRetryMost = 4h;
inline constexpr std::chrono::hours kOutboxGiveUp{72};    ///< since it was written
inline constexpr int kOutboxKeepDaysDefault = 30;         ///< recipient and contents, after its end
inline constexpr std::chrono::days kOutboxKeysKept{800};  ///< that it was sent, without either

}  // namespace distanskoll::limits
