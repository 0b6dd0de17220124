// SPDX-License-Identifier: EUPL-1.2
// The frame of every page: what this is, where one can go, language and appearance. On a phone the
// menu is a row that scrolls; on paper only the name and the page are left.
import { type ReactNode, useEffect, useRef, useState } from "react";
import { useQueryClient } from "@tanstack/react-query";
import { Link, useLocation } from "wouter";
import { signOut } from "../api/sign_in";
import type { Session } from "../api/session";
import { useTexts } from "../texts/texts";
import { type Page, pageAt } from "./pages";
import { Notice } from "./states";
import { applyTheme, rememberedTheme, type Theme, themes } from "./theme";

export function Shell(props: { menu: Page[]; session: Session | null; children: ReactNode }) {
  const { text, term } = useTexts();
  const [path] = useLocation();
  const main = useRef<HTMLElement>(null);
  const shown = useRef(path);

  // Another page: its name is the title, and the reader's place is its beginning.
  useEffect(() => {
    const page = pageAt(path);
    const name = path === "/logga-in" ? text("sign_in.title") : page && term(page.term);
    document.title = name ? `${name} – ${term("product")}` : term("product");
    if (shown.current === path) return;
    shown.current = path;
    main.current?.focus();
    window.scrollTo(0, 0);
  }, [path, term, text]);

  return (
    <>
      <a className="skip" href="#main">
        {text("shell.skip")}
      </a>
      <header className="top">
        <div className="top-row">
          <Link href="/" className="brand">
            <img src="/icon.svg" alt="" width="32" height="32" />
            <span>
              {term("product")}
              {props.session && <small>{props.session.organisation}</small>}
            </span>
          </Link>
          <Preferences />
        </div>
        {props.session && (
          <div className="top-row menu-row">
            <nav aria-label={text("shell.navigation")}>
              <ul className="menu">
                {props.menu.map((page) => (
                  <li key={page.path}>
                    <Link href={page.path} aria-current={pageAt(path) === page ? "page" : undefined}>
                      {term(page.term)}
                    </Link>
                  </li>
                ))}
              </ul>
            </nav>
            <div className="who">
              <p>
                {text("shell.signed_in", { name: props.session.name })}
                <small>{props.session.roles.map((role) => text(`role.${role}`)).join(", ")}</small>
              </p>
              <SignOut />
            </div>
          </div>
        )}
        {props.session?.demonstration && <p className="demonstration">{text("shell.demonstration")}</p>}
      </header>
      <main id="main" ref={main} tabIndex={-1}>
        {props.children}
      </main>
    </>
  );
}

function SignOut() {
  const { text } = useTexts();
  const queries = useQueryClient();
  const [, navigate] = useLocation();
  const [failed, setFailed] = useState(false);
  const leave = async () => {
    try {
      await signOut();
    } catch {
      return setFailed(true);
    }
    navigate("/logga-in");
    queries.clear();
  };
  return (
    <>
      <button type="button" className="sign-out" onClick={() => void leave()}>
        {text("shell.sign_out")}
      </button>
      {failed && <span role="alert">{text("shell.sign_out.failed")}</span>}
    </>
  );
}

function Preferences() {
  const { text, language, choose } = useTexts();
  const [theme, setTheme] = useState<Theme>(rememberedTheme);
  return (
    <div className="preferences">
      <label>
        <span>{text("shell.theme")}</span>
        <select
          value={theme}
          onChange={(event) => {
            const wished = themes.find((one) => one === event.target.value) ?? "system";
            setTheme(wished);
            applyTheme(wished);
          }}
        >
          {themes.map((one) => (
            <option key={one} value={one}>
              {text(`shell.theme.${one}`)}
            </option>
          ))}
        </select>
      </label>
      <label>
        <span>{text("shell.language")}</span>
        <select value={language} onChange={(event) => choose(event.target.value === "en" ? "en" : "sv")}>
          <option value="sv" lang="sv">
            Svenska
          </option>
          <option value="en" lang="en">
            English
          </option>
        </select>
      </label>
    </div>
  );
}

export function NotFound() {
  const { text } = useTexts();
  return (
    <Notice glyph="none" title={text("shell.not_found.title")}>
      <p>{text("shell.not_found.text")}</p>
      <p>
        <Link href="/">{text("shell.to_start")}</Link>
      </p>
    </Notice>
  );
}
