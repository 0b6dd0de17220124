// SPDX-License-Identifier: EUPL-1.2
// A secret that the collector has shown once and never shows again: to copy, to print, and to put away.
import { Button } from "@midas-ds/components";
import { useEffect, useRef, useState } from "react";
import { useTexts } from "../../texts/texts";

export function Secret(props: { title: string; secret: string; note: string; close: () => void }) {
  const { text } = useTexts();
  const heading = useRef<HTMLHeadingElement>(null);
  const [copied, setCopied] = useState<"no" | "yes" | "failed">("no");
  useEffect(() => heading.current?.focus(), []);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(props.secret);
      setCopied("yes");
    } catch {
      setCopied("failed");
    }
  };
  return (
    <section className="card secret" aria-labelledby="secret-title">
      <h3 id="secret-title" ref={heading} tabIndex={-1}>
        {props.title}
      </h3>
      <p>{text("admin.secret.once")}</p>
      <p>
        <code className="secret-text">{props.secret}</code>
      </p>
      <p>{props.note}</p>
      <p className="no-print" role="status">
        {copied === "yes" && text("admin.secret.copied")}
        {copied === "failed" && text("admin.secret.not_copied")}
      </p>
      <div className="act-buttons no-print">
        <Button onPress={() => void copy()}>{text("admin.secret.copy")}</Button>
        <Button variant="secondary" onPress={() => window.print()}>
          {text("admin.print")}
        </Button>
        <Button variant="secondary" onPress={props.close}>
          {text("admin.secret.done")}
        </Button>
      </div>
    </section>
  );
}
