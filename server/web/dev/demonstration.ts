// SPDX-License-Identifier: EUPL-1.2
// While the collector has no sign-in of its own: hands the app's calls to a demonstration collector
// with the token of a picked person, and answers /api/v1/session. For development and browser tests on
// loopback only; no line of it is in the built app.
//
//   DISTANSKOLL_COLLECTOR  http://127.0.0.1:8080
//   DISTANSKOLL_TOKENS     folder with the files `it`, `chef`, `hr` and `auditor`, one token each; for the tasks of several
//                          people also `elin`, `ny` and `amina`, employees of that chef, and
//                          `insight` and `dpo`, tokens of those roles (tests/README.md)
//
// Who one is says the cookie `demo`: it, chef, both (default), hr, auditor, employee, elin, ny, amina,
// admin, insight, dpo, nobody.
import { readFileSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { join } from "node:path";
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

const target = () => process.env.DISTANSKOLL_COLLECTOR ?? "http://127.0.0.1:8080";

type Person = { name: string; roles: string[]; tokens: string[] };
const persons: Record<string, Person> = {
  it: { name: "IT-säkerhet", roles: ["it_security"], tokens: ["it"] },
  chef: { name: "Hanna Påhittström", roles: ["manager"], tokens: ["chef"] },
  both: { name: "Hanna Påhittström", roles: ["it_security", "manager"], tokens: ["it", "chef"] },
  hr: { name: "HR", roles: ["hr"], tokens: ["hr"] },
  auditor: { name: "Revisor", roles: ["auditor"], tokens: ["auditor"] },
  employee: { name: "Hanna Påhittström", roles: ["employee"], tokens: ["chef"] },
  elin: { name: "Elin Exempelstedt", roles: ["employee"], tokens: ["elin"] },
  ny: { name: "Elin Fantasilund", roles: ["employee"], tokens: ["ny"] },
  amina: { name: "Amina Fantasikvist", roles: ["deputy", "employee"], tokens: ["amina"] },
  admin: { name: "Adam Administratör", roles: ["administrator"], tokens: ["it"] },
  insight: { name: "Sara Skyddsombud", roles: ["insight"], tokens: ["insight"] },
  dpo: { name: "Disa Dataskydd", roles: ["data_protection_officer"], tokens: ["dpo"] },
};

function personOf(request: IncomingMessage): Person | undefined {
  const name = /(?:^|;\s*)demo=(\w+)/.exec(request.headers.cookie ?? "")?.[1] ?? "both";
  return persons[name];
}

function tokenFor(request: IncomingMessage): string | null {
  const person = personOf(request);
  if (!person) return null;
  const manager = request.headers["distanskoll-role"] === "manager";
  return tokenIn(manager && person.tokens.includes("chef") ? "chef" : person.tokens[0]);
}

function tokenIn(file: string | undefined): string {
  return readFileSync(join(process.env.DISTANSKOLL_TOKENS ?? ".", file ?? "it"), "utf8").trim();
}

/** Which employee a token's account is, by what it may read of the directory as an employee. */
async function employeeOf(person: Person): Promise<string | null> {
  if (person.tokens.includes("it")) return null;
  const answer = await fetch(`${target()}/api/v1/employees?role=employee`, {
    headers: { Authorization: `Bearer ${tokenIn(person.tokens[0])}` },
  });
  if (!answer.ok) return null;
  const { employees } = (await answer.json()) as { employees: { id: string }[] };
  return employees[0]?.id ?? null;
}

async function session(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const person = personOf(request);
  const employee = person ? await employeeOf(person) : null;
  response.setHeader("Content-Type", person ? "application/json" : "application/problem+json");
  response.setHeader("Cache-Control", "no-store");
  response.statusCode = person ? 200 : 401;
  response.end(
    JSON.stringify(
      person
        ? {
            name: person.name,
            employee,
            roles: person.roles,
            organisation: "Exempelkommunen",
            demonstration: true,
          }
        : { type: "about:blank", title: "Unauthorized", status: 401, code: "no_session", detail: "sign in" },
    ),
  );
}

export function demonstration(): Plugin {
  const proxied: ProxyOptions = {
    target: target(),
    changeOrigin: true,
    configure(proxy) {
      proxy.on("proxyReq", (call, request) => {
        const token = tokenFor(request);
        call.removeHeader("cookie");
        if (token) call.setHeader("Authorization", `Bearer ${token}`);
      });
    },
  };
  const proxy = { "/api": proxied, "/v1": proxied, "/readyz": proxied };
  return {
    name: "distanskoll-demonstration",
    config: () => ({ server: { proxy }, preview: { proxy } }),
    configureServer(server) {
      server.middlewares.use("/api/v1/session", (request, response) => void session(request, response));
    },
    configurePreviewServer(server) {
      server.middlewares.use("/api/v1/session", (request, response) => void session(request, response));
    },
  };
}
