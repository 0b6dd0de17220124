// SPDX-License-Identifier: EUPL-1.2
// Light, dark, or as the computer is set. The choice is an attribute that the design system's variables
// follow; it is set before the first paint (main.tsx).
import { remember, remembered } from "./memory";

export const themes = ["system", "light", "dark"] as const;
export type Theme = (typeof themes)[number];

export function rememberedTheme(): Theme {
  const wished = remembered("theme");
  return themes.find((theme) => theme === wished) ?? "system";
}

export function applyTheme(theme: Theme): void {
  const root = document.documentElement;
  if (theme === "system") root.removeAttribute("data-color-scheme");
  else root.setAttribute("data-color-scheme", theme);
  remember("theme", theme);
}
