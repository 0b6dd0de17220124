// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The ledger entries about identity, each in its one JSON form (members in the order written here;
// grammar: server/README.md). Pure.

#include "server/store/codes.h"
#include "server/store/devices.h"
#include "shared/crypto/certificate.h"
#include "shared/evidence/entry.h"

#include <string>

namespace distanskoll::server::admission {

/// {"computer","predecessor","host_name","unit","by","certificate"}
[[nodiscard]] evidence::Entry enrolment_entry(const store::Device& device,
                                              const crypto::Certificate& certificate, WallTime now);
/// {"certificate"}: the device's keys other than this certificate's are superseded.
[[nodiscard]] evidence::Entry rekey_entry(const std::string& device,
                                          const crypto::Certificate& certificate, WallTime now);
/// {"reason","by"}
[[nodiscard]] evidence::Entry revocation_entry(const std::string& device, const std::string& reason,
                                               const std::string& by, WallTime now);
/// {"lifecycle","by"}
[[nodiscard]] evidence::Entry lifecycle_entry(const std::string& device,
                                              const std::string& lifecycle, const std::string& by,
                                              WallTime now);
/// {"joined_to","computer","by"}
[[nodiscard]] evidence::Entry joined_entry(const std::string& device,
                                           const std::string& predecessor,
                                           const std::string& computer, const std::string& by,
                                           WallTime now);
/// {"action":"created","code","group","max_uses","valid_until","unit","networks","by"}
[[nodiscard]] evidence::Entry code_created_entry(const store::EnrolmentCode& code, WallTime now);
/// {"action":ACTION,"code","by"}: used (by a device), revoked, approved or denied (a request).
[[nodiscard]] evidence::Entry code_entry(std::string_view action, const std::string& code,
                                         const std::string& by, WallTime now);

}  // namespace distanskoll::server::admission
