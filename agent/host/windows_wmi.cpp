// SPDX-License-Identifier: EUPL-1.2
#include "agent/host/windows_wmi.h"

#include "shared/limits.h"

#include <algorithm>

namespace distanskoll::agent::windows {
namespace {

constexpr CallResult kTooMany = 0x8004103C;   // WBEM_E_BUFFER_TOO_SMALL
constexpr CallResult kTimedOut = 0x00040004;  // WBEM_S_TIMEDOUT

/// Private, and in our own name: providers ask who we are. What is no proxy (Wine) needs none.
void make_private(IUnknown* proxy) {
  ::CoSetProxyBlanket(proxy, RPC_C_AUTHN_WINNT, RPC_C_AUTHZ_NONE, nullptr,
                      RPC_C_AUTHN_LEVEL_PKT_PRIVACY, RPC_C_IMP_LEVEL_IMPERSONATE, nullptr,
                      EOAC_NONE);
}

HRESULT connect(const wchar_t* path, ComPointer<IWbemServices>& services) {
  ComPointer<IWbemLocator> locator;
  const HRESULT made = create<WbemLocator>(CLSCTX_INPROC_SERVER, locator);
  if (FAILED(made)) return made;
  const HRESULT done =
      locator->ConnectServer(Bstr(path).get(), nullptr, nullptr, nullptr,
                             WBEM_FLAG_CONNECT_USE_MAX_WAIT, nullptr, nullptr, services.receive());
  if (FAILED(done)) return done;
  if (!services) return E_FAIL;
  make_private(services.get());
  return done;
}

/// Of a text array that is known to be one.
std::optional<std::vector<std::wstring>> elements_of(SAFEARRAY* array) {
  LONG first = 0;
  LONG last = -1;
  if (array == nullptr || ::SafeArrayGetDim(array) != 1 ||
      FAILED(::SafeArrayGetLBound(array, 1, &first)) ||
      FAILED(::SafeArrayGetUBound(array, 1, &last))) {
    return std::nullopt;
  }
  if (last - first >= static_cast<LONG>(limits::kWmiElements)) return std::nullopt;
  std::vector<std::wstring> texts;
  for (LONG i = first; i <= last; ++i) {
    Variant element;
    VARIANT* const at = element.receive();
    if (FAILED(::SafeArrayGetElement(array, &i, &at->bstrVal))) return std::nullopt;
    at->vt = VT_BSTR;
    texts.emplace_back(at->bstrVal, ::SysStringLen(at->bstrVal));
  }
  return texts;
}

}  // namespace

CallResult call_result(HRESULT result) {
  const auto number = static_cast<CallResult>(result);
  return FAILED(result) || number == kTimedOut ? number : 0;
}

std::optional<std::uint32_t> number_of(const WmiObject& object, const wchar_t* name) {
  Variant value;
  if (FAILED(object->Get(name, 0, value.receive(), nullptr, nullptr))) return std::nullopt;
  const VARIANT& is = value.value();
  switch (is.vt) {
    case VT_I4:
      return static_cast<std::uint32_t>(is.lVal);  // uint32 as WMI hands it out
    case VT_UI4:
      return is.ulVal;
    case VT_I2:
      return static_cast<std::uint32_t>(is.iVal);
    case VT_UI1:
      return is.bVal;
    case VT_BOOL:
      return is.boolVal != VARIANT_FALSE ? 1 : 0;
    default:  // a number of Windows', not an enum of ours
      return std::nullopt;
  }
}

std::wstring text_of(const WmiObject& object, const wchar_t* name) {
  Variant value;
  if (FAILED(object->Get(name, 0, value.receive(), nullptr, nullptr))) return {};
  const VARIANT& is = value.value();
  if (is.vt != VT_BSTR || is.bstrVal == nullptr) return {};
  return {is.bstrVal, ::SysStringLen(is.bstrVal)};
}

std::optional<std::vector<std::wstring>> texts_of(const WmiObject& object, const wchar_t* name) {
  Variant value;
  if (FAILED(object->Get(name, 0, value.receive(), nullptr, nullptr))) return std::nullopt;
  const VARIANT& is = value.value();
  if (is.vt == VT_NULL || is.vt == VT_EMPTY) return std::vector<std::wstring>{};
  if (is.vt != (VT_ARRAY | VT_BSTR)) return std::nullopt;
  return elements_of(is.parray);
}

MethodAnswer WmiOutcome::number(const wchar_t* name) const {
  if (result != 0) return {result, 0};
  const auto value = number_of(values, name);
  return value ? MethodAnswer{0, *value} : MethodAnswer{kWmiFailed, 0};
}

WmiNamespace::WmiNamespace(const wchar_t* path) : connected_(connect(path, services_)) {}

WmiObjects WmiNamespace::query(const wchar_t* wql, Deadline deadline) const {
  if (FAILED(connected_)) return {call_result(connected_), {}};
  ComPointer<IEnumWbemClassObject> list;
  const HRESULT begun = services_->ExecQuery(Bstr(L"WQL").get(), Bstr(wql).get(),
                                             WBEM_FLAG_FORWARD_ONLY | WBEM_FLAG_RETURN_IMMEDIATELY,
                                             nullptr, list.receive());
  if (FAILED(begun)) return {call_result(begun), {}};
  if (!list) return {kWmiFailed, {}};
  make_private(list.get());
  const SystemClock clock;
  WmiObjects found;
  while (true) {
    const auto left =
        std::chrono::duration_cast<std::chrono::milliseconds>(deadline - clock.boot()).count();
    if (left <= 0) return {kTimedOut, {}};
    WmiObject object;
    ULONG count = 0;
    const HRESULT done = list->Next(static_cast<LONG>(std::min<std::int64_t>(left, 60'000)), 1,
                                    object.receive(), &count);
    if (call_result(done) != 0) return {call_result(done), {}};
    if (count == 0 || !object) return found;
    if (found.objects.size() == limits::kWmiObjects) return {kTooMany, {}};
    found.objects.push_back(std::move(object));
  }
}

HRESULT WmiNamespace::make_inputs(const Method& method, const Inputs& inputs,
                                  WmiObject& made) const {
  WmiObject definition;
  WmiObject form;
  HRESULT done =
      services_->GetObject(Bstr(method.of_class).get(), 0, nullptr, definition.receive(), nullptr);
  if (SUCCEEDED(done)) done = definition->GetMethod(method.name, 0, form.receive(), nullptr);
  if (FAILED(done)) return done;
  if (!form) return inputs.empty() ? S_OK : E_INVALIDARG;
  // Also without inputs of ours: those that may be left out are then unset, as scripts hand them
  // in.
  done = form->SpawnInstance(0, made.receive());
  for (const auto& [name, text] : inputs) {
    if (FAILED(done)) break;
    Variant value(text);
    done = made->Put(name, 0, value.get(), 0);
  }
  return done;
}

WmiOutcome WmiNamespace::call(const std::wstring& object, const Method& method,
                              const Inputs& inputs) const {
  if (FAILED(connected_)) return {call_result(connected_), {}};
  WmiObject in;
  if (const HRESULT made = make_inputs(method, inputs, in); FAILED(made)) {
    return {call_result(made), {}};
  }
  WmiOutcome outcome;
  const HRESULT done = services_->ExecMethod(Bstr(object).get(), Bstr(method.name).get(), 0,
                                             nullptr, in.get(), outcome.values.receive(), nullptr);
  outcome.result = call_result(done);
  if (outcome.result != 0) return outcome;
  outcome.result = kWmiFailed;
  if (outcome.values) {
    outcome.result = number_of(outcome.values, L"ReturnValue").value_or(kWmiFailed);
  }
  return outcome;
}

}  // namespace distanskoll::agent::windows
