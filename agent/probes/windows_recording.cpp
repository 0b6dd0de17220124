// SPDX-License-Identifier: EUPL-1.2
#include "agent/probes/windows_recording.h"

#include "agent/probes/coverage.h"
#include "agent/probes/way_out.h"
#include "agent/probes/windows_recording_words.h"
#include "agent/probes/windows_session.h"
#include "shared/limits.h"
#include "shared/text.h"

#include <algorithm>
#include <array>
#include <map>

namespace distanskoll::agent::windows {
namespace {

constexpr std::array<std::string_view, 9> kPackages = {
    "Kerberos", "NTLM",    "Negotiate", "CloudAP", "MICROSOFT_AUTHENTICATION_PACKAGE_V1_0",
    "Schannel", "LiveSSP", "WDigest",   "TSSSP"};
constexpr std::array<std::string_view, 5> kDeviceTypes = {"vpn", "modem", "PPPoE", "isdn",
                                                          "rastapi"};

/// Names of one kind, numbered in the order in which they are met. Nothing stays nothing.
class Numbers {
 public:
  explicit Numbers(char letter) : letter_(letter) {}
  std::string of(const std::string& name) {
    if (name.empty()) return {};
    const auto [at, fresh] = seen_.emplace(name, seen_.size() + 1);
    (void)fresh;
    return letter_ + std::to_string(at->second);
  }

 private:
  char letter_;
  std::map<std::string, std::size_t> seen_;
};

std::string guid_of(const std::string& text) { return policy::canonical_guid(text).value_or(text); }

template <std::size_t N>
std::string known_or_other(const std::array<std::string_view, N>& words, const std::string& word) {
  return std::find(words.begin(), words.end(), word) != words.end() ? word : "other";
}

bool contains_test_address(const Route& route) {
  const auto tests = test_addresses(route.family);
  return std::any_of(tests.begin(), tests.end(), [&](const IpAddress& address) {
    return network_part(address, route.prefix).bytes ==
           network_part(route.destination, route.prefix).bytes;
  });
}

/// 192.0.2.NUMBER, 2001:db8::NUMBER: kept for examples, nobody's.
IpAddress example(Family family, std::size_t number) {
  const auto last = static_cast<std::uint8_t>(number % 250 + 1);
  if (family == Family::kIpv4) return {family, {192, 0, 2, last}};
  IpAddress address{family, {0x20, 0x01, 0x0d, 0xb8}};
  address.bytes[15] = last;
  return address;
}

void hide_addresses(Network& network) {
  std::vector<std::pair<IpAddress, IpAddress>> own;
  for (Address& row : network.addresses) {
    IpAddress hidden = example(row.address.family, own.size());
    if (row.link_local) {
      hidden = row.address.family == Family::kIpv4 ? IpAddress{Family::kIpv4, {169, 254, 0, 1}}
                                                   : IpAddress{Family::kIpv6, {0xfe, 0x80}};
    }
    own.emplace_back(row.address, hidden);
    row.address = hidden;
  }
  for (Route& route : network.routes) {
    if (route.gateway) route.gateway = example(route.family, 250 - 1);
    if (route.prefix < 8 || is_link_local_or_multicast(route) || contains_test_address(route)) {
      continue;
    }
    const auto same = std::find_if(
        own.begin(), own.end(), [&](const auto& pair) { return pair.first == route.destination; });
    const bool host = route.prefix == (route.family == Family::kIpv4 ? 32 : 128);
    if (host && same != own.end()) {
      route.destination = same->second;
    } else {  // 10/8 and fd00::/8 hold no test address, and nobody's network is told by them
      route.destination = route.family == Family::kIpv4 ? IpAddress{Family::kIpv4, {10}}
                                                        : IpAddress{Family::kIpv6, {0xfd}};
    }
  }
}

void hide(Adapter& row, Numbers& guids) {
  row.guid = guids.of(guid_of(row.guid));
  if (row.type == kTypePpp || !is_printable_utf8(row.description) ||
      row.description.size() > kRecordedTextBytes) {
    row.description.clear();
  }
  if (row.mac.size() > 32) row.mac.clear();
  for (std::size_t i = 3; i < row.mac.size(); ++i) row.mac[i] = 0;
}

/// A text that is no number may be anything.
void keep_number(RegistryValue& value) {
  if (value.kind == RegistryValue::Kind::kText && !parse_unsigned(value.text)) {
    value = {RegistryValue::Kind::kOther, 0, {}};
  }
}

void hide(ScreenSaver& saver) {
  keep_number(saver.active);
  keep_number(saver.secure);
  keep_number(saver.timeout);
  if (saver.program.kind == RegistryValue::Kind::kText && !saver.program.text.empty()) {
    saver.program.text = "saver";
  }
}

}  // namespace

Recording anonymous(Recording recording) {
  Numbers guids('a');
  Numbers sids('s');
  Numbers logon_ids('l');
  if (recording.network) {
    for (Adapter& row : recording.network->adapters) hide(row, guids);
    hide_addresses(*recording.network);
  }
  if (recording.ras) {
    for (RasConnection& row : *recording.ras) {
      row.guid = guids.of(guid_of(row.guid));
      row.device_type = known_or_other(kDeviceTypes, row.device_type);
    }
  }
  if (recording.networks) {
    for (ListedNetwork& row : *recording.networks) {
      row.adapter_guid = guids.of(guid_of(row.adapter_guid));
    }
  }
  if (recording.sessions) {
    for (TerminalSession& row : *recording.sessions) {
      row.sid = sids.of(row.sid);
      row.user.clear();
    }
  }
  if (recording.logons) {
    for (Logon& row : *recording.logons) {
      row.id = logon_ids.of(row.id);
      row.sid = sids.of(row.sid);
      row.package = known_or_other(kPackages, row.package);
    }
  }
  if (recording.providers) {
    RegistryValue& sid = recording.providers->last_sid;
    if (sid.kind == RegistryValue::Kind::kText) sid.text = sids.of(sid.text);
    RegistryValue& provider = recording.providers->last_provider;
    if (provider.kind == RegistryValue::Kind::kText && !policy::canonical_guid(provider.text)) {
      provider = {RegistryValue::Kind::kOther, 0, {}};
    }
    keep_number(recording.providers->force_card);
  }
  if (recording.certificates) recording.certificates->der.clear();
  if (recording.screen_lock) {
    keep_number(recording.screen_lock->inactivity);
    keep_number(recording.screen_lock->card_removal);
    keep_number(recording.screen_lock->grace);
    hide(recording.screen_lock->policy);
    hide(recording.screen_lock->user);
  }
  return recording;
}

Recording take_recording(WindowsQuestions& questions, const LoginInputs& login,
                         const Clock& clock) {
  const auto deadline = [&] { return clock.boot() + limits::kProbeDeadline; };
  Recording taken;
  taken.card = questions.card();
  taken.network = questions.network(deadline());
  taken.ras = questions.ras_connections(deadline());
  taken.directaccess = questions.directaccess(deadline());
  taken.networks = questions.listed_networks(deadline());
  taken.bitlocker = questions.bitlocker(deadline());
  taken.shell = questions.shell_volumes(deadline());
  taken.sessions = questions.terminal_sessions(deadline());
  taken.logons = questions.logons(deadline());
  taken.providers = questions.credential_providers(deadline());
  const TerminalSession* session = taken.sessions ? active_session(*taken.sessions) : nullptr;
  const std::string sid = session == nullptr ? std::string() : session->sid;
  taken.screen_lock = questions.screen_lock(sid, deadline());
  if (!sid.empty()) taken.certificates = questions.user_certificates(sid, deadline());
  if (taken.certificates && login.siths != nullptr && !taken.certificates->judged) {
    static const std::vector<crypto::Certificate> nobody;
    taken.certificates->judged = judge_certificates(
        taken.certificates->der, *login.siths,
        login.authorities != nullptr ? *login.authorities : nobody, clock.wall());
  }
  return anonymous(std::move(taken));
}

}  // namespace distanskoll::agent::windows
