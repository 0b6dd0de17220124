// SPDX-License-Identifier: EUPL-1.2
// The product's words, and which of them this municipality says otherwise. The file terms.json beside the
// app is changed by whoever runs it, never from here.
import { useQuery } from "@tanstack/react-query";
import { Glyph } from "../../parts/glyph";
import { ListHead } from "../../parts/list_head";
import type { PageProps } from "../../shell/pages";
import { Loading } from "../../shell/states";
import { mergeTerms } from "../../texts/catalog";
import defaults from "../../texts/terms.json";
import { useTexts } from "../../texts/texts";
import { wordsOf } from "./facts";

function useOwnTerms() {
  return useQuery({
    queryKey: ["terms"],
    queryFn: async ({ signal }) => {
      const response = await fetch("/terms.json", { signal, credentials: "same-origin" });
      return mergeTerms(response.ok ? await response.json() : null);
    },
  });
}

export default function Terms(_: PageProps) {
  const { text, language } = useTexts();
  const own = useOwnTerms();
  if (own.isPending) return <Loading lines={5} />;
  const words = wordsOf(defaults[language], (own.data ?? mergeTerms(null))[language]);
  const changed = words.filter((word) => word.own !== null).length;
  return (
    <section aria-labelledby="terms">
      <h2 id="terms">{text("admin.terms")}</h2>
      <p>{text("admin.terms.lead")}</p>
      <p>
        <strong>{text("admin.terms.changed", { count: changed })}</strong>
      </p>
      <table className="list">
        <caption className="visually-hidden">{text("admin.terms")}</caption>
        <ListHead heads={["admin.terms.key", "admin.terms.ours", "admin.terms.own"]} />
        <tbody>
          {words.map((word) => (
            <tr key={word.key}>
              <th scope="row">
                <code>{word.key}</code>
              </th>
              <td data-label={text("admin.terms.ours")}>{word.ours}</td>
              <td data-label={text("admin.terms.own")}>
                {word.own === null ? (
                  text("admin.terms.same")
                ) : (
                  <>
                    <Glyph name="marked" /> {word.own}
                  </>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
