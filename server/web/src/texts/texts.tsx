// SPDX-License-Identifier: EUPL-1.2
// The chosen language for React: the hook `useTexts`, kept in this browser. Also tells the component
// library, so that its own words follow.
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from "react";
import { I18nProvider } from "react-aria-components";
import { type Catalog, type Language, locales, makeCatalog, messagesOf, type Terminology } from "./catalog";
import { makeMoments, type Moments } from "./moments";
import { remembered, remember } from "../shell/memory";

interface Texts extends Catalog, Moments {
  choose: (language: Language) => void;
  terms: Terminology;
}

const Context = createContext<Texts | null>(null);

type Loaded = { language: Language; messages: Awaited<ReturnType<typeof messagesOf>> };

export function rememberedLanguage(): Language {
  return remembered("language") === "en" ? "en" : "sv";
}

export function TextsProvider(props: { first: Loaded; terms: Terminology; children: ReactNode }) {
  const [loaded, setLoaded] = useState(props.first);
  const [wished, choose] = useState<Language>(props.first.language);

  useEffect(() => {
    let current = true;
    remember("language", wished);
    void messagesOf(wished).then((messages) => {
      if (current) setLoaded({ language: wished, messages });
    });
    return () => {
      current = false;
    };
  }, [wished]);

  const texts = useMemo(
    () => ({
      ...makeCatalog(loaded.language, loaded.messages, props.terms),
      ...makeMoments(locales[loaded.language]),
      choose,
      terms: props.terms,
    }),
    [loaded, props.terms],
  );
  useEffect(() => {
    document.documentElement.lang = loaded.language;
  }, [loaded.language]);

  return (
    <I18nProvider locale={texts.locale}>
      <Context.Provider value={texts}>{props.children}</Context.Provider>
    </I18nProvider>
  );
}

export function useTexts(): Texts {
  const texts = useContext(Context);
  if (!texts) throw new Error("useTexts outside TextsProvider");
  return texts;
}

/** The words of one language, whichever is chosen: for a page that is printed in both. Null until they are here. */
export function useTextsIn(language: Language): (Catalog & Moments) | null {
  const { terms } = useTexts();
  const [messages, setMessages] = useState<Loaded["messages"] | null>(null);
  useEffect(() => {
    let current = true;
    void messagesOf(language).then((found) => {
      if (current) setMessages(found);
    });
    return () => {
      current = false;
    };
  }, [language]);
  return useMemo(
    () => messages && { ...makeCatalog(language, messages, terms), ...makeMoments(locales[language]) },
    [language, messages, terms],
  );
}
