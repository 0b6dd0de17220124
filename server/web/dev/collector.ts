// SPDX-License-Identifier: EUPL-1.2
// For development and browser tests: hands the app's calls, with their cookies, to a collector on
// loopback, so that one signs in there as everybody does. No line of it is in the built app.
//
//   DISTANSKOLL_COLLECTOR  http://127.0.0.1:8080
import type { Plugin, ProxyOptions } from "vite";

/** What the collector will send with index.html; every address is the app's own, nothing is inline. */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "font-src 'self'",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
].join("; ");

export function collector(): Plugin {
  const target = process.env.DISTANSKOLL_COLLECTOR ?? "http://127.0.0.1:8080";
  const proxied: ProxyOptions = {
    target,
    changeOrigin: true, // the collector answers its own names only
    configure(proxy) {
      proxy.on("proxyReq", (call) => {
        // To the collector this page is at its own address, as it will be when the collector serves it.
        if (call.getHeader("Origin")) call.setHeader("Origin", target);
      });
    },
  };
  const proxy = { "/api": proxied, "/v1": proxied, "/readyz": proxied };
  return { name: "distanskoll-collector", config: () => ({ server: { proxy }, preview: { proxy } }) };
}
