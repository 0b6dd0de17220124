// SPDX-License-Identifier: EUPL-1.2
import { expect, test } from "vitest";
import { pages } from "../src/shell/pages";
import { pageAddresses } from "./delivery";

test("every page of the list has its address in what the collector is told", () => {
  expect(pageAddresses()).toEqual(["/", "/logga-in", ...pages.map((page) => page.path)]);
});
