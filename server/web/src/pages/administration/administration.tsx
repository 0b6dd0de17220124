// SPDX-License-Identifier: EUPL-1.2
// Administration: what waits for whoever administers, and each register of the product with an address of
// its own. Which parts somebody has follows from their role; the collector decides.
import "./administration.css";
import "../../parts/sub_menu.css";
import { lazy } from "react";
import { Link, Route, Switch } from "wouter";
import type { PageProps } from "../../shell/pages";
import { Forbidden } from "../../shell/states";
import { NotFound } from "../../shell/shell";
import { useTexts } from "../../texts/texts";
import { useLocation } from "wouter";
import { sections, sectionsFor } from "./facts";
import { Overview } from "./overview";

const views = {
  policyer: lazy(() => import("./policies")),
  registrering: lazy(() => import("./enrolment")),
  konton: lazy(() => import("./accounts")),
  "api-nycklar": lazy(() => import("./tokens")),
  enheter: lazy(() => import("./units")),
  ersattare: lazy(() => import("./deputies")),
  integrationer: lazy(() => import("./integrations")),
  gallring: lazy(() => import("./retention")),
  ordlista: lazy(() => import("./terms")),
};
const base = "/administration";

export default function Administration({ role }: PageProps) {
  const { text, term } = useTexts();
  const [path] = useLocation();
  const mine = sectionsFor(role);
  return (
    <>
      <h1>{term("page_administration")}</h1>
      <nav className="sub-menu no-print" aria-label={text("admin.parts")}>
        <ul>
          <li>
            <Link href={base} aria-current={path === base ? "page" : undefined}>
              {text("admin.overview")}
            </Link>
          </li>
          {mine.map((section) => (
            <li key={section.path}>
              <Link
                href={`${base}/${section.path}`}
                aria-current={path === `${base}/${section.path}` ? "page" : undefined}
              >
                {text(section.name)}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      <Switch>
        <Route path={base}>
          <Overview role={role} />
        </Route>
        {sections.map((section) => {
          const View = views[section.path as keyof typeof views];
          return (
            <Route key={section.path} path={`${base}/${section.path}`}>
              {mine.includes(section) ? <View role={role} /> : <Forbidden page={text(section.name)} />}
            </Route>
          );
        })}
        <Route>
          <NotFound />
        </Route>
      </Switch>
    </>
  );
}
