// SPDX-License-Identifier: EUPL-1.2
#pragma once
// What Windows' proxy settings mean for one collector: lists of proxies as WinHTTP and an automatic
// configuration script (PAC) write them, lists of exceptions, and which setting goes before which.
// The texts come from an administrator, from a script on some server or from the network, and are
// bounded. Pure, on every system; fuzzed (windows_proxy). agent/host/windows_winhttp.cpp reads the
// settings, system_ways_windows.cpp brings both together.

#include "agent/host/windows_winhttp.h"
#include "agent/reporting/ways.h"

#include <functional>
#include <string_view>

namespace distanskoll::agent {

/// "a:1; b:2", "http=a:1;https=b:2", "PROXY a:1; DIRECT": separated by semicolons or blanks. The
/// first four that are for https and that we speak; credentials in it are never used. Straight
/// alone: it names none for https. kUnsupported: only proxies of another kind (SOCKS, HTTPS), or
/// none that is an address. kTooLarge.
[[nodiscard]] Result<std::vector<Way>> parse_windows_proxies(std::string_view list);

/// Whether the collector is an exception: names, `*` for any part of one, `:PORT` behind, and
/// `<local>` for names without a dot. Unlike in NO_PROXY a name does not stand for those below it.
[[nodiscard]] bool is_windows_exception(const Endpoint& collector, std::string_view list);

/// Asks the script at that address, or, when it is empty, the one that the network names: a list of
/// proxies, empty for straight.
using AskScript = std::function<Result<std::string>(const std::string& script)>;

/// The proxy for services goes first, for it is set for programs like ours; then the account's
/// script, which straight stands behind, for WinHTTP does not tell whether the script ended with
/// DIRECT; then the account's list. kUnavailable: a list has nothing that we speak.
[[nodiscard]] Result<Ways> windows_ways(const Endpoint& collector,
                                        const windows::ProxySettings& settings,
                                        const AskScript& ask_script);

}  // namespace distanskoll::agent
