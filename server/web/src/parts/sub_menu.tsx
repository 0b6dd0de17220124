// SPDX-License-Identifier: EUPL-1.2
// The views of one page. Links, because each view has an address (`?view=`); the first needs none.
import { Link, useLocation } from "wouter";
import type { TextKey } from "../texts/catalog";
import { useTexts } from "../texts/texts";
import "./sub_menu.css";

export function SubMenu<T extends string>(props: {
  label: TextKey;
  views: readonly { view: T; text: TextKey }[];
  current: T;
  keep?: URLSearchParams;
}) {
  const { text } = useTexts();
  const [path] = useLocation();
  const hrefOf = (view: T, first: boolean) => {
    const search = new URLSearchParams(props.keep);
    if (!first) search.set("view", view);
    const query = search.toString();
    return query ? `${path}?${query}` : path;
  };
  return (
    <nav className="sub-menu no-print" aria-label={text(props.label)}>
      <ul>
        {props.views.map((one, at) => (
          <li key={one.view}>
            <Link href={hrefOf(one.view, at === 0)} aria-current={one.view === props.current ? "page" : undefined}>
              {text(one.text)}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
