// SPDX-License-Identifier: EUPL-1.2
// JSON to rows.
#include "agent/probes/windows_recording.h"
#include "agent/probes/windows_recording_words.h"
#include "shared/crypto/encoding.h"
#include "shared/json_rows.h"

#include <algorithm>

namespace distanskoll::agent::windows {
namespace {

constexpr IntegerRange kUnsigned32{0, UINT32_MAX};
constexpr IntegerRange kAnyNumber{-limits::kLargestInteger, limits::kLargestInteger};

std::string text_of(const JsonValue& value) {
  const std::string_view text = value.text();
  if (text.size() > kRecordedTextBytes) value.fail("is too long");
  return std::string(text);
}

std::string text_of(JsonObject& in, std::string_view name) {
  const auto value = in.optional(name);
  return value ? text_of(*value) : std::string();
}

std::uint32_t number_of(JsonObject& in, std::string_view name) {
  const auto value = in.optional(name);
  return value ? static_cast<std::uint32_t>(value->integer(kUnsigned32)) : 0;
}

bool flag_of(JsonObject& in, std::string_view name) {
  const auto value = in.optional(name);
  return value && value->boolean();
}

std::optional<bool> optional_flag(JsonObject& in, std::string_view name) {
  const auto value = in.optional(name);
  if (!value) return std::nullopt;
  return value->boolean();
}

template <class Enum, std::size_t N>
Enum word_of(const JsonValue& value, const Words<Enum, N>& words) {
  const std::string_view text = value.text();
  for (const auto& [word, meaning] : words) {
    if (word == text) return meaning;
  }
  value.fail("is no word of the list");
  return words[0].second;
}

Bytes hex_of(JsonObject& in, std::string_view name, std::size_t most) {
  const auto value = in.optional(name);
  if (!value) return {};
  const auto bytes = crypto::hex_decode(value->text());
  if (!bytes || bytes->size() > most) value->fail("must be hexadecimal digits, two for each byte");
  return bytes ? *bytes : Bytes{};
}

IpAddress address_of(JsonObject& in, std::string_view name, Family family) {
  IpAddress address{family, {}};
  const std::size_t size = family == Family::kIpv4 ? 4 : 16;
  const Bytes bytes = hex_of(in, name, size);
  std::copy_n(bytes.begin(), std::min(bytes.size(), size), address.bytes.begin());
  return address;
}

Family family_of(JsonObject& in) { return word_of(in.required("family"), kFamilies); }

std::uint8_t prefix_of(JsonObject& in, Family family) {
  const IntegerRange range{0, family == Family::kIpv4 ? 32 : 128};
  return static_cast<std::uint8_t>(in.required("prefix").integer(range));
}

RegistryValue registry_of(JsonObject& in, std::string_view name) {
  RegistryValue read;
  const auto value = in.optional(name);
  if (!value) return read;
  if (value->kind() == JsonKind::kInteger) {
    read.kind = RegistryValue::Kind::kNumber;
    read.number = static_cast<std::uint32_t>(value->integer(kUnsigned32));
  } else if (value->kind() == JsonKind::kObject) {
    JsonObject object(*value);
    read.kind = word_of(object.required("is"), kOddValues);
    object.finish();
  } else {
    read.kind = RegistryValue::Kind::kText;
    read.text = value->text();
    if (read.text.size() > kRecordedTextBytes) value->fail("is too long");
  }
  return read;
}

template <class Row, class Read>
std::vector<Row> rows_of(const std::optional<JsonValue>& list, Read read) {
  return list ? read_rows<Row>(*list, kRecordingRows, read) : std::vector<Row>();
}

Adapter read_adapter(JsonObject& in) {
  Adapter row;
  row.index = number_of(in, "index");
  row.guid = text_of(in, "guid");
  row.description = text_of(in, "description");
  row.type = number_of(in, "type");
  row.tunnel_type = number_of(in, "tunnel_type");
  row.oper_status = number_of(in, "oper_status");
  row.hardware = flag_of(in, "hardware");
  row.mac = hex_of(in, "mac", 32);
  row.ipv4_metric = number_of(in, "ipv4_metric");
  row.ipv6_metric = number_of(in, "ipv6_metric");
  if (const auto age = in.optional("handshake_age_seconds")) {
    row.handshake_age_seconds = age->integer(kAnyNumber);
  }
  return row;
}

Address read_address(JsonObject& in) {
  const Family family = family_of(in);
  return {number_of(in, "link"), address_of(in, "address", family), prefix_of(in, family),
          flag_of(in, "link_local")};
}

Route read_route(JsonObject& in) {
  Route row;
  row.family = family_of(in);
  row.prefix = prefix_of(in, row.family);
  row.destination = address_of(in, "destination", row.family);
  row.link = number_of(in, "link");
  row.metric = number_of(in, "metric");
  if (in.optional("gateway")) row.gateway = address_of(in, "gateway", row.family);
  return row;
}

Network read_network(JsonObject& in) {
  return {rows_of<Adapter>(in.optional("adapters"), read_adapter),
          rows_of<Address>(in.optional("addresses"), read_address),
          rows_of<Route>(in.optional("routes"), read_route)};
}

RasConnection read_ras(JsonObject& in) {
  RasConnection row;
  row.guid = text_of(in, "guid");
  row.device_type = text_of(in, "device_type");
  row.state = number_of(in, "state");
  if (in.optional("strategy")) row.strategy = number_of(in, "strategy");
  row.device_tunnel = optional_flag(in, "device_tunnel");
  row.of_session = flag_of(in, "of_session");
  return row;
}

DirectAccess read_directaccess(JsonObject& in) {
  DirectAccess row;
  row.query = number_of(in, "query");
  row.objects = rows_of<DirectAccessObject>(in.optional("objects"), [](JsonObject& object) {
    const std::int64_t status = object.required("status").integer(kUnsigned32);
    return DirectAccessObject{status, std::int64_t{number_of(object, "substatus")}};
  });
  row.assistant = word_of(in.required("assistant"), kServiceStates);
  row.configured = optional_flag(in, "configured");
  return row;
}

MethodAnswer answer_of(JsonObject& in, std::string_view name) {
  JsonObject answer(in.required(name));
  const MethodAnswer read{number_of(answer, "result"), number_of(answer, "value")};
  answer.finish();
  return read;
}

BitLocker read_bitlocker(JsonObject& in) {
  BitLocker row;
  row.query = number_of(in, "query");
  row.page_files_known = flag_of(in, "page_files_known");
  row.volumes = rows_of<EncryptableVolume>(in.optional("volumes"), [](JsonObject& object) {
    EncryptableVolume volume;
    volume.system = flag_of(object, "system");
    volume.page_file = flag_of(object, "page_file");
    volume.protection = answer_of(object, "protection");
    volume.conversion = answer_of(object, "conversion");
    volume.conversion_flags = number_of(object, "conversion_flags");
    volume.method = answer_of(object, "method");
    volume.protectors_result = number_of(object, "protectors_result");
    if (const auto list = object.optional("protectors")) {
      for (const JsonValue& each : list->list()) {
        if (volume.protectors.size() == kRecordingRows) {
          each.fail("has too many before it");
          break;
        }
        volume.protectors.push_back(static_cast<std::uint32_t>(each.integer(kUnsigned32)));
      }
    }
    return volume;
  });
  return row;
}

TerminalSession read_session(JsonObject& in) {
  return {number_of(in, "id"),   number_of(in, "state"), number_of(in, "lock_flags"),
          flag_of(in, "remote"), text_of(in, "sid"),     {}};
}

Logon read_logon(JsonObject& in) {
  return {text_of(in, "id"),      number_of(in, "type"),    number_of(in, "user_flags"),
          text_of(in, "package"), number_of(in, "session"), text_of(in, "sid")};
}

UserCertificates read_certificates(JsonObject& in) {
  UserCertificates row;
  if (const auto value = in.optional("judged")) {
    JsonObject object(*value);
    CardFacts facts;
    facts.issuer = text_of(object, "issuer");
    if (const auto kind = object.optional("issuer_kind")) {
      facts.issuer_kind = word_of(*kind, kIssuerKinds);
    }
    if (const auto level = object.optional("level")) facts.level = level->integer({2, 3});
    if (const auto end = object.optional("not_after")) facts.not_after = end->time();
    object.finish();
    row.judged = std::move(facts);
  }
  return row;
}

ScreenSaver saver_of(JsonObject& in, std::string_view name) {
  const auto value = in.optional(name);
  if (!value) return {};
  JsonObject object(*value);
  ScreenSaver saver{registry_of(object, "active"), registry_of(object, "secure"),
                    registry_of(object, "timeout"), registry_of(object, "program")};
  object.finish();
  return saver;
}

ScreenLock read_screen_lock(JsonObject& in) {
  ScreenLock row;
  row.inactivity = registry_of(in, "inactivity");
  row.card_removal = registry_of(in, "card_removal");
  row.removal_service = word_of(in.required("removal_service"), kServiceStates);
  row.grace = registry_of(in, "grace");
  row.policy = saver_of(in, "policy");
  row.user = saver_of(in, "user");
  return row;
}

/// The answer to one question, or the error that came instead.
template <class T, class Read>
Result<T> section(JsonObject& root, std::string_view name, Read read) {
  JsonObject in(root.required(name));
  if (const auto failed = in.optional("error")) {
    const std::string_view word = failed->text();
    in.finish();
    for (int code = 1; code <= static_cast<int>(ErrorCode::kInternal); ++code) {
      if (to_string(static_cast<ErrorCode>(code)) == word) {
        return Error{static_cast<ErrorCode>(code), "as recorded"};
      }
    }
    failed->fail("is no error of ours");
    return T{};
  }
  T row = read(in);
  in.finish();
  return row;
}

template <class Row, class Read>
Result<std::vector<Row>> list_section(JsonObject& root, std::string_view name, Read read) {
  return section<std::vector<Row>>(root, name, [&](JsonObject& in) {
    return rows_of<Row>(std::optional(in.required("rows")), read);
  });
}

}  // namespace

Result<Recording> read_recording(std::string_view json) {
  if (json.size() > kRecordingBytes) {
    return Error{ErrorCode::kTooLarge, "a recording has at most 4 MiB"};
  }
  JsonTree tree;
  DISTANSKOLL_TRY(tree.parse(json));
  JsonObject root(tree.root());
  Recording read;
  (void)root.required("recording").integer({1, 1});
  read.about = text_of(root.required("about"));
  read.windows = text_of(root, "windows");
  read.card = word_of(root.required("card"), kCardWords);
  read.network = section<Network>(root, "network", read_network);
  read.ras = list_section<RasConnection>(root, "ras", read_ras);
  read.directaccess = section<DirectAccess>(root, "directaccess", read_directaccess);
  read.networks = list_section<ListedNetwork>(root, "networks", [](JsonObject& in) {
    return ListedNetwork{text_of(in, "adapter"), number_of(in, "domain_type")};
  });
  read.bitlocker = section<BitLocker>(root, "bitlocker", read_bitlocker);
  read.shell = list_section<ShellVolume>(root, "shell", [](JsonObject& in) {
    const bool system = flag_of(in, "system");
    return ShellVolume{system, in.required("value").integer(kAnyNumber)};
  });
  read.sessions = list_section<TerminalSession>(root, "sessions", read_session);
  read.logons = list_section<Logon>(root, "logons", read_logon);
  read.providers = section<CredentialProviders>(root, "providers", [](JsonObject& in) {
    return CredentialProviders{registry_of(in, "last_provider"), registry_of(in, "last_sid"),
                               registry_of(in, "force_card")};
  });
  read.certificates = section<UserCertificates>(root, "certificates", read_certificates);
  read.screen_lock = section<ScreenLock>(root, "screen_lock", read_screen_lock);
  root.finish();
  DISTANSKOLL_TRY(tree.outcome());
  return read;
}

}  // namespace distanskoll::agent::windows
