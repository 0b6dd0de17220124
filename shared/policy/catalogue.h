// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Facts about the world that change without the product: which CA issues SITHS cards, how a VPN
// client's adapter is called, what DirectAccess' numbers mean, how one signs in to Windows, which
// days are holidays. They are data (policies/*.yaml), so that a municipality corrects them without
// waiting for a new version. Read by the probes and the evaluation; bytes in, value out, no I/O.
// What is marked unverified has no public source: probes report the raw value beside it. Errors are
// kMalformed or kTooLarge with "FILE:LINE:COLUMN: …". Values are immutable and thread-safe.

#include "shared/bytes.h"
#include "shared/policy/policy.h"
#include "shared/result.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace distanskoll::policy {

/// What a certificate of this CA names: only kHsaId may be read further than its issuer.
enum class IssuerKind {
  kHsaId,     ///< a person by HSA-id, the employment
  kPersonId,  ///< a person by personnummer: dropped before its subject is read
  kFunction,  ///< a server
};

struct SithsRoot {
  std::string name;   ///< common name
  bool test = false;  ///< never counts
  std::vector<Digest>
      spki_pins;  ///< SHA-256 of its SubjectPublicKeyInfo; empty: cannot be confirmed
};

struct SithsIssuer {
  std::string name;  ///< common name of the issuing CA
  std::string root;  ///< name of a root in the same file
  IssuerKind kind = IssuerKind::kHsaId;
  std::string card;                             ///< `siths` or `efos`: detail card_issuer_kind
  std::optional<std::int64_t> assurance_level;  ///< 2 or 3; nothing where the CA vouches for none
  bool test = false;                            ///< its root is a test root: never counts
  std::vector<Digest> spki_pins;
};

struct SithsCatalogue {
  std::vector<SithsRoot> roots;
  std::vector<SithsIssuer> issuers;
  std::vector<std::pair<std::string, std::int64_t>> levels_by_oid;  ///< certificate policy -> level
  std::vector<std::string> test_prefixes;  ///< first words of the names of test CAs

  /// By common name; null when it is not a CA that we know.
  [[nodiscard]] const SithsIssuer* find(std::string_view issuer_name) const;
  /// A CA whose name begins with a test prefix, known or not.
  [[nodiscard]] bool is_test_name(std::string_view issuer_name) const;
  /// The lowest level that the certificate's policies map to, else the issuer's own (Inera: judge
  /// by policy OID, the table of CAs is the fallback).
  [[nodiscard]] std::optional<std::int64_t> assurance_level(
      const SithsIssuer& issuer, std::span<const std::string> policy_oids) const;
  /// Whether the key is pinned for this issuer or its root. Nothing when neither has pins: the
  /// chain cannot be confirmed.
  [[nodiscard]] std::optional<bool> is_pinned(const SithsIssuer& issuer,
                                              std::span<const Digest> chain_spki) const;
};
[[nodiscard]] Result<SithsCatalogue> load_siths_issuers(std::string_view yaml,
                                                        std::string_view file);

/// One way to recognise a VPN client. A pattern is a text in which `*` stands for any characters.
struct VpnKind {
  std::string kind;                           ///< detail `kind`
  std::optional<std::string> link_kind;       ///< Linux: IFLA_INFO_KIND, exact
  std::optional<std::string> interface_name;  ///< Linux: pattern
  std::optional<std::string> adapter;         ///< Windows: pattern of the InterfaceDescription
  bool verified = false;                      ///< a public source says so
};
struct VpnCatalogue {
  std::vector<VpnKind> kinds;  ///< in file order: the first that matches counts
  /// Windows: patterns of adapters that look virtual and are no tunnels (switches of virtual
  /// machines, network teams).
  std::vector<std::string> other_adapters;

  [[nodiscard]] const VpnKind* match_link(std::string_view link_kind,
                                          std::string_view interface_name) const;
  [[nodiscard]] const VpnKind* match_adapter(std::string_view description) const;
  [[nodiscard]] bool is_other_adapter(std::string_view description) const;
};
[[nodiscard]] Result<VpnCatalogue> load_vpn_kinds(std::string_view yaml, std::string_view file);

struct DirectAccessCode {
  std::int64_t code = 0;  ///< MSFT_DAConnectionStatus.Status
  std::string state;      ///< a state of the probe `directaccess`
  bool verified = false;
};
struct DirectAccessCatalogue {
  std::vector<DirectAccessCode> codes;

  /// Null: the probe is unobservable with `unmapped_status`.
  [[nodiscard]] const DirectAccessCode* find(std::int64_t code) const;
};
[[nodiscard]] Result<DirectAccessCatalogue> load_directaccess_codes(std::string_view yaml,
                                                                    std::string_view file);

/// How somebody signs in to Windows with one credential provider.
struct CredentialProvider {
  std::string guid;    ///< lower case, without braces
  std::string method;  ///< detail `method` of siths_login
  bool verified = false;
};
struct CredentialProviderCatalogue {
  std::vector<CredentialProvider> providers;

  /// `guid` in any case, with or without braces. Null: nobody knows what it takes.
  [[nodiscard]] const CredentialProvider* find(std::string_view guid) const;
};
[[nodiscard]] Result<CredentialProviderCatalogue> load_credential_providers(std::string_view yaml,
                                                                            std::string_view file);
/// A GUID in lower case without braces; nothing when the text is none.
[[nodiscard]] std::optional<std::string> canonical_guid(std::string_view text);

/// Days that are no workdays, whatever their weekday: `holidays: [2026-01-01, …]` (evaluation.md).
struct Holidays {
  std::vector<Date> dates;  ///< ascending, no day twice

  [[nodiscard]] bool contains(Date date) const;
};
[[nodiscard]] Result<Holidays> load_holidays(std::string_view yaml, std::string_view file);

}  // namespace distanskoll::policy
