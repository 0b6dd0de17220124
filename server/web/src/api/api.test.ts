// SPDX-License-Identifier: EUPL-1.2
import { describe, expect, it, vi } from "vitest";
import { actingRole, menuFor, pageAt, pages } from "../shell/pages";
import { allPages, answered, ApiProblem, problemOf } from "./client";
import { backoff, listen, parseEvent } from "./events";
import { parseSession, roles } from "./session";
import { secretOf, signInAddress, wayBack } from "./sign_in";

describe("an answer that is none", () => {
  it.each([
    [401, { code: "no_session" }, "signed_out", "no_session"],
    [403, { code: "permission_denied" }, "forbidden", "permission_denied"],
    [404, {}, "not_found", "http_404"],
    [500, null, "server", "http_500"],
  ])("%i is a problem with its code", (status, body, kind, code) => {
    expect(problemOf(status, body)).toMatchObject({ kind, code, status });
  });
  it("is the network's when nothing came", async () => {
    await expect(answered(Promise.reject(new TypeError("failed")))).rejects.toMatchObject({ kind: "network" });
  });
});

describe("a list", () => {
  it("is read page by page, and says when it was cut", async () => {
    const fetchPage = (after: string | undefined) => {
      const at = Number(after ?? 0);
      return Promise.resolve({ next: at < 9 ? String(at + 1) : null, items: [at] });
    };
    const whole = await allPages(fetchPage, (page) => page.items);
    expect([whole.items.length, whole.complete]).toEqual([10, true]);
    const cut = await allPages(fetchPage, (page) => page.items, 3);
    expect([cut.items, cut.complete]).toEqual([[0, 1, 2], false]);
  });
});

describe("who has left the page", () => {
  it("opens no stream when the lock comes too late, and hears nothing more", () => {
    let grant: () => unknown = () => undefined;
    const streams: string[] = [];
    vi.stubGlobal("navigator", { locks: { request: (_: string, __: unknown, held: () => unknown) => ((grant = held), Promise.resolve()) } });
    vi.stubGlobal("EventSource", class { constructor(address: string) { streams.push(address); } addEventListener() {} close() {} });
    const links: string[] = [];
    const stop = listen({ changed: () => undefined, link: (link) => links.push(link) });
    stop();
    grant();
    expect(streams).toEqual([]);
    expect(links).toEqual(["connecting"]);
    vi.unstubAllGlobals();
  });
  it("is not told, nor tells others, what the stream still says", () => {
    let grant: () => unknown = () => undefined;
    const streams: { onopen?: () => void }[] = [];
    vi.stubGlobal("navigator", { locks: { request: (_: string, __: unknown, held: () => unknown) => ((grant = held), Promise.resolve()) } });
    vi.stubGlobal("EventSource", class { onopen?: () => void; constructor() { streams.push(this); } addEventListener() {} close() {} });
    const links: string[] = [];
    const stop = listen({ changed: () => undefined, link: (link) => links.push(link) });
    void grant();
    stop();
    streams[0]?.onopen?.();
    expect(links).toEqual(["connecting"]);
    vi.unstubAllGlobals();
  });
});

describe("an event", () => {
  it("names computers", () => {
    expect(parseEvent('{"devices":["a","b"],"size":7}')).toEqual(["a", "b"]);
  });
  it.each(["", "x", "null", "{}", '{"devices":"a"}', '{"devices":[1]}'])("that is %j means: fetch all", (data) => {
    expect(parseEvent(data)).toBeNull();
  });
  it("is waited for longer after each failure, at most half a minute", () => {
    expect([0, 1, 4, 5, 99].map(backoff)).toEqual([1000, 2000, 16_000, 30_000, 30_000]);
  });
});

describe("a session", () => {
  it("leaves out roles that this app does not know", () => {
    const session = parseSession({ name: "N", organisation: "K", roles: ["manager", "wizard"], demonstration: false });
    expect(session).toEqual({ name: "N", organisation: "K", roles: ["manager"], demonstration: false, employee: null, method: "" });
  });
  it.each([null, 1, {}, { name: "N", organisation: "K" }, { name: 1, organisation: "K", roles: [] }])(
    "that is %j is refused",
    (body) => {
      expect(() => parseSession(body)).toThrow(ApiProblem);
    },
  );
});

describe("the way back from the sign-in page", () => {
  it.each(["/laget-nu", "/mina-medarbetare?enhet=SN&vecka=2026-10", "/"])("is %s", (path) => {
    expect(wayBack(path)).toBe(path);
    expect(wayBack(new URLSearchParams(signInAddress(path).split("?")[1]).get("till"))).toBe(path);
  });
  it.each([null, "", "laget-nu", "//evil.example", "/\\evil.example", "https://evil.example", "/logga-in?till=/x"])(
    "is never %s",
    (wished) => {
      expect(wayBack(wished)).toBe("/");
    },
  );
  it("may carry a setup link's secret after its #, and nothing else there is one", () => {
    expect(secretOf(`#${"a".repeat(43)}`)).toBe("a".repeat(43));
    expect([secretOf(""), secretOf("#main"), secretOf(`#${"a".repeat(44)}`)]).toEqual([null, null, null]);
  });
});

describe("the menu", () => {
  it("shows nobody a page of another role", () => {
    for (const role of roles)
      for (const page of menuFor([role])) expect(page.roles, `${page.path} as ${role}`).toContain(role);
    expect(menuFor(["manager"]).map((page) => page.path)).not.toContain("/laget-nu");
    expect(menuFor(["it_security"]).map((page) => page.path)).not.toContain("/mina-medarbetare");
    expect(menuFor([])).toEqual([]);
  });
  it("knows which page an address belongs to", () => {
    expect(pageAt("/laget-nu")?.path).toBe("/laget-nu");
    expect(pageAt("/laget-nu/mer")).toBeUndefined();
    expect(pageAt("/administration/policyer")?.path).toBe("/administration");
    expect(pageAt("/administrationen")).toBeUndefined();
  });
  it("knows the ten pages of the design, each with a role", () => {
    expect(pages.length).toBe(10);
    for (const page of pages) expect(actingRole(page, page.roles)).toBe(page.roles[0]);
  });
});
