// SPDX-License-Identifier: EUPL-1.2
// Signs that differ in shape, so that nothing is said by colour alone. Attributes only, no inline
// styles: the content security policy allows none. The text beside a glyph says the same in words.
export type GlyphName =
  | "compliant"
  | "deviation"
  | "undetermined"
  | "silent"
  | "marked"
  | "none"
  | "short"
  | "lock"
  | "broken"
  | "calm"
  | "contested"
  | "live";

function shape(name: GlyphName) {
  switch (name) {
    case "compliant": // a filled circle with a tick
      return (
        <>
          <circle cx="8" cy="8" r="7" className="glyph-fill" />
          <path d="m4.8 8.2 2.3 2.3 4.2-4.7" className="glyph-on" />
        </>
      );
    case "deviation": // a filled triangle with an exclamation mark
      return (
        <>
          <path d="M8 .8 15.6 14.6H.4Z" className="glyph-fill" />
          <path d="M8 5.6v4.2M8 12v.5" className="glyph-on" />
        </>
      );
    case "undetermined": // a hollow square with a question mark
      return (
        <>
          <rect x="1.3" y="1.3" width="13.4" height="13.4" rx="2" className="glyph-line" />
          <path d="M6 6.3a2 2 0 1 1 2.9 1.8c-.6.3-.9.6-.9 1.3M8 11.6v.4" className="glyph-line" />
        </>
      );
    case "silent": // a crossed-out circle
      return (
        <>
          <circle cx="8" cy="8" r="6.7" className="glyph-line" />
          <path d="m3.4 12.6 9.2-9.2" className="glyph-line" />
        </>
      );
    case "marked": // a bookmark
      return <path d="M4 1.5h8v13l-4-3.5-4 3.5Z" className="glyph-line" />;
    case "none": // a dash
      return <path d="M4 8h8" className="glyph-line" />;
    case "short": // a small dot
      return <circle cx="8" cy="8" r="2" className="glyph-fill" />;
    case "lock":
      return (
        <>
          <rect x="2.5" y="7" width="11" height="7.5" rx="1.5" className="glyph-line" />
          <path d="M5 7V4.5a3 3 0 0 1 6 0V7" className="glyph-line" />
        </>
      );
    case "broken":
      return <path d="M2 11.5 6 8l2.5 2L14 4.5M14 4.5h-3.5M14 4.5V8M2 2l12 12" className="glyph-line" />;
    case "calm":
      return (
        <>
          <circle cx="8" cy="8" r="6.7" className="glyph-line" />
          <path d="m5 8.2 2.2 2.2 4-4.5" className="glyph-line" />
        </>
      );
    case "contested": // a speech bubble
      return (
        <>
          <path d="M2 2.5h12v8.5H7.5L4 14v-3H2Z" className="glyph-line" />
          <path d="M8 4.6v3M8 9v.3" className="glyph-line" />
        </>
      );
    case "live":
      return (
        <>
          <circle cx="8" cy="8" r="3" className="glyph-fill" />
          <circle cx="8" cy="8" r="6.5" className="glyph-line" />
        </>
      );
  }
}

export function Glyph(props: { name: GlyphName; size?: number }) {
  const size = props.size ?? 16;
  return (
    <svg className={`glyph glyph-${props.name}`} width={size} height={size} viewBox="0 0 16 16" aria-hidden="true">
      {shape(props.name)}
    </svg>
  );
}
