// SPDX-License-Identifier: EUPL-1.2
#pragma once
// How long each kind is kept and by which decision, as answers tell it: for administrators and the
// data protection officer, and for everybody who may know what is collected. Pure.

#include "server/retention/rules.h"

#include <boost/json/array.hpp>

namespace distanskoll::server::administration {

/// [{"kind","keep","unit","decision","erased_before"}]; `unit` is "days" or "months", a decision is
/// null where none is named.
[[nodiscard]] boost::json::array kept_kinds(const retention::Rules& rules,
                                            compliance::LocalDay today);

}  // namespace distanskoll::server::administration
