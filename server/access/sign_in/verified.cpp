// SPDX-License-Identifier: EUPL-1.2
#include "server/access/sign_in/verified.h"

namespace distanskoll::server::access::sign_in {

std::string_view to_string(Method method) {
  switch (method) {
    case Method::kOidc:
      return "oidc";
    case Method::kSiths:
      return "siths";
    case Method::kDemonstration:
      return "demonstration";
    case Method::kLocal:
      return "local";
  }
  return "";
}

std::string Verified::person() const {
  if (account) return "account:" + *account;
  if (employee) return "employee:" + *employee;
  return "method:" + std::string(to_string(method));
}

}  // namespace distanskoll::server::access::sign_in
