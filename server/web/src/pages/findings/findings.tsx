// SPDX-License-Identifier: EUPL-1.2
// Att åtgärda: what is to be mended, who takes care of it, at /att-atgarda; one finding with its history at
// /att-atgarda/NUMBER. Names computers and colleagues, never the person whose computer it is.
import "../devices/devices.css";
import { lazy } from "react";
import { Route, Switch } from "wouter";
import type { PageProps } from "../../shell/pages";
import { FindingList } from "./list";

const OneFinding = lazy(() => import("./one"));

export default function Findings(_: PageProps) {
  return (
    <Switch>
      <Route path="/att-atgarda">
        <FindingList />
      </Route>
      <Route path="/att-atgarda/:id">{({ id }) => <OneFinding key={id} id={id} />}</Route>
    </Switch>
  );
}
