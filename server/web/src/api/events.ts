// SPDX-License-Identifier: EUPL-1.2
// The collector's event stream: which computers changed, ids only. The collector keeps one stream per
// browser and ends the older one, so the tabs of a browser agree: who holds a lock has the stream and
// passes on what comes; when that tab closes, another one takes over. After each (re)connection the
// listener hears null: "something may have been missed, fetch all".
export type Link = "connecting" | "on" | "off";
export interface Listener {
  changed: (devices: string[] | null) => void;
  link: (link: Link) => void;
}

type Passed = { devices: string[] | null } | { link: Link } | { ask: true };

export function parseEvent(data: string): string[] | null {
  try {
    const body: unknown = JSON.parse(data);
    if (typeof body !== "object" || body === null || !("devices" in body)) return null;
    const { devices } = body;
    if (!Array.isArray(devices) || !devices.every((id) => typeof id === "string")) return null;
    return devices;
  } catch {
    return null;
  }
}

/** Milliseconds until the next try: 1 s doubled up to half a minute. */
export function backoff(failures: number): number {
  return Math.min(30_000, 1000 * 2 ** Math.min(failures, 5));
}

/** Listens until the returned function is called. */
export function listen(listener: Listener): () => void {
  const stop = new AbortController();
  const channel = new BroadcastChannel("distanskoll.events");
  let holds = false;
  let link: Link = "connecting";

  const hear = (passed: Passed) => {
    if ("devices" in passed) listener.changed(passed.devices);
    else if ("link" in passed) listener.link(passed.link);
    else if (holds) channel.postMessage({ link } satisfies Passed);
  };
  const pass = (passed: Passed) => {
    if (stop.signal.aborted) return; // the page was left while something was on its way
    if ("link" in passed) link = passed.link;
    channel.postMessage(passed);
    hear(passed);
  };
  channel.onmessage = (message: MessageEvent<Passed>) => hear(message.data);
  listener.link("connecting");
  channel.postMessage({ ask: true } satisfies Passed);

  void navigator.locks
    .request("distanskoll.events", { signal: stop.signal }, () => {
      if (stop.signal.aborted) return;
      holds = true;
      return hold(stop.signal, pass);
    })
    .catch(() => undefined); // stopped before the lock was ours

  return () => {
    stop.abort();
    channel.close();
  };
}

function hold(stop: AbortSignal, pass: (passed: Passed) => void): Promise<void> {
  return new Promise((done) => {
    let source: EventSource | undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let failures = 0;
    const open = () => {
      source = new EventSource("/api/v1/events?role=it_security");
      source.onopen = () => {
        failures = 0;
        pass({ link: "on" });
        pass({ devices: null });
      };
      source.addEventListener("devices", (event: MessageEvent<string>) => {
        pass({ devices: parseEvent(event.data) });
      });
      source.onerror = () => {
        source?.close();
        pass({ link: "off" });
        timer = setTimeout(open, backoff(failures++));
      };
    };
    open();
    stop.addEventListener("abort", () => {
      source?.close();
      clearTimeout(timer);
      done();
    });
  });
}
