// SPDX-License-Identifier: EUPL-1.2
// The four states that every page has besides its content: loading, nothing, error, no permission.
// One look, one place; each says what it means and what to do next.
import { Button, Skeleton } from "@midas-ds/components";
import { Component, type ReactNode } from "react";
import { ApiProblem } from "../api/client";
import { signInAddress } from "../api/sign_in";
import { Glyph, type GlyphName } from "../parts/glyph";
import { useTexts } from "../texts/texts";

export function Notice(props: { glyph: GlyphName; title: string; children?: ReactNode; level?: "page" | "part" }) {
  const Title = props.level === "part" ? "h3" : "h1";
  return (
    <div className={props.level === "part" ? "notice notice-part" : "notice"}>
      <Glyph name={props.glyph} size={props.level === "part" ? 24 : 40} />
      <div>
        <Title>{props.title}</Title>
        {props.children}
      </div>
    </div>
  );
}

export function Loading(props: { lines?: number }) {
  const { text } = useTexts();
  return (
    <div className="loading" role="status">
      <span className="note">{text("state.loading")}</span>
      {Array.from({ length: props.lines ?? 3 }, (_, at) => (
        <Skeleton key={at} height="2.5rem" aria-hidden="true" />
      ))}
    </div>
  );
}

export function Forbidden(props: { page: string }) {
  const { text } = useTexts();
  return (
    <Notice glyph="lock" title={text("state.forbidden.title")}>
      <p>{text("state.forbidden.text", { page: props.page })}</p>
    </Notice>
  );
}

export function SignedOut() {
  const { text } = useTexts();
  return (
    <Notice glyph="lock" title={text("state.signed_out.title")}>
      <p>{text("state.signed_out.text")}</p>
      <p>
        <a href={signInAddress(window.location.pathname + window.location.search)}>{text("state.signed_out.action")}</a>
      </p>
    </Notice>
  );
}

/** Why a page or a part of it has nothing to show. */
export function Failed(props: { error: Error; page: string; retry: () => void; level?: "page" | "part" }) {
  const { text } = useTexts();
  const { error } = props;
  if (error instanceof ApiProblem && error.kind === "signed_out") return <SignedOut />;
  if (error instanceof ApiProblem && error.kind === "forbidden") return <Forbidden page={props.page} />;
  const network = error instanceof ApiProblem && error.kind === "network";
  const code = error instanceof ApiProblem ? error.code : error.name;
  return (
    <div role="alert">
      <Notice glyph="broken" title={text("state.error.title")} level={props.level ?? "page"}>
        <p>{network ? text("state.error.network") : text("state.error.server", { code })}</p>
        <Button variant="secondary" onPress={props.retry}>
          {text("state.error.retry")}
        </Button>
      </Notice>
    </div>
  );
}

function Broken() {
  const { text } = useTexts();
  return (
    <Notice glyph="broken" title={text("state.broken.title")}>
      <p>{text("state.broken.text")}</p>
      <Button onPress={() => window.location.reload()}>{text("state.broken.action")}</Button>
    </Notice>
  );
}

/** A fault in a page's code ends in a sentence, not in a white screen. */
export class Guard extends Component<{ children: ReactNode }, { broken: boolean }> {
  override state = { broken: false };
  static getDerivedStateFromError() {
    return { broken: true };
  }
  override render() {
    return this.state.broken ? <Broken /> : this.props.children;
  }
}
