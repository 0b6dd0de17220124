// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Questions to WMI: objects of a query, their properties, the outcome of a method. The connection
// is private (RPC_C_AUTHN_LEVEL_PKT_PRIVACY), as BitLocker's provider demands. Failures are the
// HRESULT that Windows gave, for the rows keep it (windows_rows.h). On threads that have entered
// COM; a call may hang whatever its timeouts say, so only on a lane.

#include "agent/host/host.h"
#include "agent/host/windows_com.h"
#include "agent/host/windows_rows.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>
// after windows.h
#include <wbemidl.h>

namespace distanskoll::agent::windows {

using WmiObject = ComPointer<IWbemClassObject>;

inline constexpr CallResult kWmiFailed = 0x80041001;  ///< WBEM_E_FAILED

/// 0, or the HRESULT of a failure or of a success that came to nothing (WBEM_S_TIMEDOUT).
[[nodiscard]] CallResult call_result(HRESULT result);

/// An integer of at most 32 bits or a truth value. Nothing: it is not set, or something else.
[[nodiscard]] std::optional<std::uint32_t> number_of(const WmiObject& object, const wchar_t* name);
/// Empty: it is not set, or something else.
[[nodiscard]] std::wstring text_of(const WmiObject& object, const wchar_t* name);
/// An array of texts; one that is not set has none. Nothing: it is something else, or has more than
/// limits::kWmiElements.
[[nodiscard]] std::optional<std::vector<std::wstring>> texts_of(const WmiObject& object,
                                                                const wchar_t* name);

struct WmiObjects {
  CallResult result = 0;
  std::vector<WmiObject> objects;
};

/// What a method answered: its own return value counts like the call's.
struct WmiOutcome {
  CallResult result = 0;
  WmiObject values;  ///< of its out parameters; null after a failure
  /// One of them; one that is not there is a failure as well.
  [[nodiscard]] MethodAnswer number(const wchar_t* name) const;
};

class WmiNamespace {
 public:
  explicit WmiNamespace(const wchar_t* path);

  /// At most limits::kWmiObjects; more are WBEM_E_BUFFER_TOO_SMALL.
  [[nodiscard]] WmiObjects query(const wchar_t* wql, Deadline deadline) const;

  struct Method {
    const wchar_t* of_class;
    const wchar_t* name;
  };
  using Inputs = std::vector<std::pair<const wchar_t*, std::wstring>>;
  /// `object` is the __PATH of one.
  [[nodiscard]] WmiOutcome call(const std::wstring& object, const Method& method,
                                const Inputs& inputs = {}) const;

 private:
  [[nodiscard]] HRESULT make_inputs(const Method& method, const Inputs& inputs,
                                    WmiObject& made) const;

  ComPointer<IWbemServices> services_;
  const HRESULT connected_;  ///< what came of connecting services_, so after it
};

}  // namespace distanskoll::agent::windows
