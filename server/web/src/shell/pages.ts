// SPDX-License-Identifier: EUPL-1.2
// The list of pages: address, name, who may see it, and its code, fetched when first shown. A page
// without code is not built yet and in no menu. The roles follow the table of server/access/rights.cpp;
// the collector decides, this list only spares people doors that are locked.
import { type ComponentType, lazy } from "react";
import type { Role } from "../api/session";

export interface PageProps {
  role: Role;
}

export interface Page {
  path: string;
  term: string;
  roles: readonly Role[];
  view: ComponentType<PageProps> | null;
  /** It has addresses below its own ("/administration/policyer"), which it reads itself. */
  below?: true;
}

const all: readonly Role[] = ["it_security", "manager", "hr", "auditor", "data_protection_officer", "insight", "committee_secretary"];

export const pages: readonly Page[] = [
  { path: "/laget-nu", term: "page_now", roles: ["it_security"], view: lazy(() => import("../pages/now/now")) },
  {
    path: "/datorer",
    term: "page_devices",
    roles: ["it_security", "administrator"],
    view: lazy(() => import("../pages/devices/devices")),
    below: true,
  },
  {
    path: "/att-atgarda",
    term: "page_findings",
    roles: ["it_security"],
    view: lazy(() => import("../pages/findings/findings")),
    below: true,
  },
  {
    path: "/mina-medarbetare",
    term: "page_staff",
    roles: ["manager", "deputy"],
    view: lazy(() => import("../pages/staff/staff")),
  },
  {
    path: "/overenskommelser",
    term: "page_agreements",
    roles: ["hr"],
    view: lazy(() => import("../pages/agreements/agreements")),
  },
  { path: "/revision", term: "page_audit", roles: ["auditor"], view: lazy(() => import("../pages/audit/audit")) },
  { path: "/min-sida", term: "page_me", roles: ["employee"], view: lazy(() => import("../pages/me/me")) },
  {
    path: "/insyn",
    term: "page_insight",
    roles: ["insight", "data_protection_officer"],
    view: lazy(() => import("../pages/insight/insight")),
  },
  {
    path: "/nyckeltal",
    term: "page_indicators",
    roles: [...all, "deputy", "employee"],
    view: lazy(() => import("../pages/indicators/indicators")),
  },
  {
    path: "/administration",
    term: "page_administration",
    roles: ["administrator", "it_security", "hr", "data_protection_officer"],
    view: lazy(() => import("../pages/administration/administration")),
    below: true,
  },
];

/** The page that an address belongs to. */
export function pageAt(path: string): Page | undefined {
  return pages.find((page) => path === page.path || (page.below && path.startsWith(`${page.path}/`)));
}

/** In which of the held roles somebody sees a page; null when in none. */
export function actingRole(page: Page, held: readonly Role[]): Role | null {
  return page.roles.find((role) => held.includes(role)) ?? null;
}

export function menuFor(held: readonly Role[]): Page[] {
  return pages.filter((page) => page.view !== null && actingRole(page, held) !== null);
}
