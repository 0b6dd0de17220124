// SPDX-License-Identifier: EUPL-1.2
// The composition root of the web: appearance first (no flash), then language and words, then the app.
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { createRoot } from "react-dom/client";
import "@midas-ds/theme/variables.css";
import "@midas-ds/theme/color-scheme.css";
import "./style/base.css";
import "./style/shell.css";
import { ApiProblem } from "./api/client";
import { App } from "./app";
import { applyTheme, rememberedTheme } from "./shell/theme";
import { mergeTerms, messagesOf } from "./texts/catalog";
import { rememberedLanguage, TextsProvider } from "./texts/texts";

applyTheme(rememberedTheme());

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      refetchOnWindowFocus: false,
      // Only what may pass by itself is tried again: no network, or a server in trouble.
      retry: (failures, error) =>
        failures < 2 && error instanceof ApiProblem && (error.kind === "network" || error.status >= 502),
    },
  },
});

async function municipalTerms(): Promise<unknown> {
  try {
    const response = await fetch("/terms.json", { credentials: "same-origin" });
    return response.ok ? await response.json() : null;
  } catch {
    return null;
  }
}

async function start(): Promise<void> {
  const language = rememberedLanguage();
  const [messages, own] = await Promise.all([messagesOf(language), municipalTerms()]);
  const root = document.getElementById("root");
  if (!root) throw new Error("index.html has no root");
  createRoot(root).render(
    <QueryClientProvider client={queries}>
      <TextsProvider first={{ language, messages }} terms={mergeTerms(own)}>
        <App />
      </TextsProvider>
    </QueryClientProvider>,
  );
}

void start();
