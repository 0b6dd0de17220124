// SPDX-License-Identifier: EUPL-1.2
// The two things that this browser remembers of a person: language and appearance. Nothing else is
// kept outside the page; where storage is switched off, nothing is.
type What = "language" | "theme";

export function remembered(what: What): string | null {
  try {
    return localStorage.getItem(`distanskoll.${what}`);
  } catch {
    return null;
  }
}

export function remember(what: What, value: string): void {
  try {
    localStorage.setItem(`distanskoll.${what}`, value);
  } catch {
    // It is then chosen again next time.
  }
}
