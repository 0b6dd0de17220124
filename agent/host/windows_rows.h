// SPDX-License-Identifier: EUPL-1.2
#pragma once
// What Windows says, as plain rows: integers, SIDs and GUIDs as its interfaces give them, never a
// localised text. WindowsQuestions (windows_questions.h) reads them, the pure interpretations of
// agent/probes/windows_* judge them, on every platform, so that unit tests on Linux decide what a
// Swedish Windows means. Numbers whose meaning Microsoft documents stand in agent/probes beside the
// decision that needs them. GUIDs are written in any case, with or without braces. Rows may hold
// names and addresses; they never leave the process but through windows_recording, which removes
// them. Plain values, thread-compatible.

#include "agent/host/rows.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace distanskoll::agent::windows {

/// What a call of COM, WMI or BitLocker came to: 0, or the HRESULT it failed with.
using CallResult = std::uint32_t;

/// QueryServiceStatus of one service.
enum class ServiceState {
  kUnknown,       ///< could not be asked
  kNotInstalled,  ///< the service manager does not know it
  kStopped,
  kRunning,
  kOther,  ///< starting, stopping, paused
};

/// A registry value that may be of a type that nobody expected.
struct RegistryValue {
  enum class Kind {
    kAbsent,
    kNumber,   ///< REG_DWORD
    kText,     ///< REG_SZ, REG_EXPAND_SZ unexpanded
    kOther,    ///< of another type, or too long
    kRefused,  ///< could not be read
  };
  Kind kind = Kind::kAbsent;
  std::uint32_t number = 0;
  std::string text;
};

inline constexpr std::uint32_t kTypePpp =
    23;  ///< IF_TYPE_PPP: a RAS connection, described by its profile's name

/// MIB_IF_ROW2 and MIB_IPINTERFACE_ROW.
struct Adapter {
  std::uint32_t index = 0;
  std::string guid;
  std::string description;        ///< of the driver; of a RAS connection the profile's name
  std::uint32_t type = 0;         ///< IfType: 6 Ethernet, 23 PPP, 24 loopback, 53, 71, 131 …
  std::uint32_t tunnel_type = 0;  ///< TUNNEL_TYPE_…: 11 6to4, 13 ISATAP, 14 Teredo, 15 IP-HTTPS
  std::uint32_t oper_status = 0;  ///< IfOperStatus: 1 up
  bool hardware = false;          ///< a physical device stands behind it
  std::vector<std::uint8_t> mac;
  std::uint32_t ipv4_metric = 0;
  std::uint32_t ipv6_metric = 0;
  /// WireGuard: since the newest handshake, by the system's clock; without any, since 1601.
  /// Nothing: cannot be asked.
  std::optional<std::int64_t> handshake_age_seconds;
};

/// One look at the IP stack. Routes carry their own metric; the adapter's is added by who judges.
struct Network {
  std::vector<Adapter> adapters;
  std::vector<Address> addresses;
  std::vector<Route> routes;
};

/// An active connection of the remote access service (RASCONN, RASCONNSTATUS, RASENTRY).
struct RasConnection {
  std::string guid;                       ///< of the profile and of its adapter
  std::string device_type;                ///< RASDT_…: "vpn", "modem", "PPPoE"
  std::uint32_t state = 0;                ///< RASCONNSTATE: 0x2000 connected
  std::optional<std::uint32_t> strategy;  ///< dwVpnStrategy: 5, 6 SSTP first; 7, 8 IKEv2 …
  std::optional<bool> device_tunnel;      ///< Always On VPN's, open before anybody signs in
  bool of_session = false;  ///< only the helper in the person's session has told of it
};

/// MSFT_DAConnectionStatus. Microsoft documents the types, not what the numbers mean.
struct DirectAccessObject {
  std::int64_t status = 0;
  std::int64_t substatus = 0;
};
struct DirectAccess {
  CallResult query = 0;
  std::vector<DirectAccessObject> objects;
  ServiceState assistant = ServiceState::kUnknown;  ///< NcaSvc
  std::optional<bool> configured;  ///< a client configuration with endpoints was received
};

/// A network of the Network List Manager over one adapter.
struct ListedNetwork {
  std::string adapter_guid;
  std::uint32_t domain_type = 0;  ///< NLM_DOMAIN_TYPE: 2 authenticated
};

/// A call that yields one number.
struct MethodAnswer {
  CallResult result = 0;
  std::uint32_t value = 0;
};
/// What the *methods* of Win32_EncryptableVolume answer now; its properties may be old.
struct EncryptableVolume {
  bool system = false;                 ///< Windows runs from it
  bool page_file = false;              ///< memory is swapped to it
  MethodAnswer protection;             ///< GetProtectionStatus: 0 off, 1 on, 2 unknown
  MethodAnswer conversion;             ///< GetConversionStatus: 0 … 5
  std::uint32_t conversion_flags = 0;  ///< 1: used space only
  MethodAnswer method;                 ///< GetEncryptionMethod
  CallResult protectors_result = 0;    ///< of GetKeyProtectors and GetKeyProtectorType
  std::vector<std::uint32_t> protectors;
};
/// Volumes with a drive letter; boot and recovery partitions have none.
struct BitLocker {
  CallResult query = 0;
  bool page_files_known = false;
  std::vector<EncryptableVolume> volumes;
};
/// System.Volume.BitLockerProtection as the session's helper reads it, drive by drive.
struct ShellVolume {
  bool system = false;
  std::int64_t value = 0;  ///< 0: the shell does not tell of this drive
};

/// WTSINFOEX of one session.
struct TerminalSession {
  std::uint32_t id = 0;
  std::uint32_t state = 0;       ///< WTS_CONNECTSTATE_CLASS: 0 active
  std::uint32_t lock_flags = 0;  ///< 0 locked, 1 unlocked, 0xFFFFFFFF unknown
  bool remote = false;           ///< over RDP
  std::string sid;               ///< empty: nobody is signed in
  std::string user;              ///< UPN or account; only for the pseudonym, never logged
};

/// SECURITY_LOGON_SESSION_DATA.
struct Logon {
  std::string id;                ///< LUID; tells two logons apart
  std::uint32_t type = 0;        ///< SECURITY_LOGON_TYPE
  std::uint32_t user_flags = 0;  ///< LOGON_PKINIT 0x10000 …
  std::string package;           ///< "Kerberos", "NTLM", "CloudAP" …
  std::uint32_t session = 0;     ///< of the terminal services
  std::string sid;
};

/// HKLM … Authentication\LogonUI and the policy "require smart card".
struct CredentialProviders {
  RegistryValue last_provider;  ///< GUID of the credential provider used last on this computer
  RegistryValue last_sid;       ///< by whom
  RegistryValue force_card;     ///< scforceoption
};

/// The session's user's own store "MY".
struct UserCertificates {
  std::vector<Bytes> der;
  std::optional<CardFacts> judged;  ///< a recording has this instead
};

/// A screen saver's four settings, of the policy or the person.
struct ScreenSaver {
  RegistryValue active;   ///< ScreenSaveActive
  RegistryValue secure;   ///< ScreenSaverIsSecure
  RegistryValue timeout;  ///< ScreenSaveTimeOut
  RegistryValue program;  ///< SCRNSAVE.EXE
};
struct ScreenLock {
  RegistryValue inactivity;                               ///< InactivityTimeoutSecs
  RegistryValue card_removal;                             ///< ScRemoveOption
  ServiceState removal_service = ServiceState::kUnknown;  ///< ScPolicySvc
  RegistryValue grace;                                    ///< ScreenSaverGracePeriod
  ScreenSaver policy;                                     ///< HKU\SID\Software\Policies\…
  ScreenSaver user;                                       ///< HKU\SID\Control Panel\Desktop
};

}  // namespace distanskoll::agent::windows
