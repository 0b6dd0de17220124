// SPDX-License-Identifier: EUPL-1.2
// Datorer: the list at /datorer, one computer at /datorer/ID, the statement about a lost one at
// /datorer/ID/forlust. An administrator sees what computers are called and nothing of their state.
import "./devices.css";
import { lazy } from "react";
import { Route, Switch } from "wouter";
import type { PageProps } from "../../shell/pages";
import { Forbidden } from "../../shell/states";
import { useTexts } from "../../texts/texts";
import { DeviceList } from "./list";

const OneDevice = lazy(() => import("./one"));
const Loss = lazy(() => import("./loss"));

export default function Devices({ role }: PageProps) {
  const { term } = useTexts();
  return (
    <Switch>
      <Route path="/datorer">
        <DeviceList role={role} />
      </Route>
      {role !== "it_security" && (
        <Route>
          <Forbidden page={term("page_devices")} />
        </Route>
      )}
      <Route path="/datorer/:id">{({ id }) => <OneDevice key={id} id={id} />}</Route>
      <Route path="/datorer/:id/forlust">{({ id }) => <Loss key={id} id={id} />}</Route>
    </Switch>
  );
}
