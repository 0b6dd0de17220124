// SPDX-License-Identifier: EUPL-1.2
// One figure as it may be shown: a number, "fewer than five", or nothing to count; and whom it is about
// when that is more than was asked for.
import { useTexts } from "../../texts/texts";
import { type Figure, type Figures, isWidened, type Month, type Name, shareOf, type Value, wholeOf } from "./facts";

export function useValueText(): (value: Value | undefined, perMille: boolean) => string {
  const { text, number } = useTexts();
  return (value, perMille) => {
    if (value === undefined) return text("indicators.not_there");
    if (value === null) return text("indicators.nothing");
    if (typeof value !== "number") return text("indicators.few");
    return perMille ? `${number(value / 10)} %` : number(value);
  };
}

/** "hela 2026, SN och BUN tillsammans": what a widened figure is about. */
export function useGround(name: (code: string) => string): (figure: Figure, month: Month, unit: string | null) => string | null {
  const { text, month: monthName } = useTexts();
  return (figure, month, unit) => {
    if (figure.value === null || figure.value === "fewer_than_five" || !isWidened(figure, month, unit)) return null;
    const period = /^(\d{4})-Q(\d)$/.exec(figure.period);
    const exact = /^(\d{4})-(\d{2})$/.exec(figure.period);
    const when = period
      ? text("indicators.quarter", { quarter: period[2] ?? "", year: period[1] ?? "" })
      : exact
        ? monthName(Number(exact[1]), Number(exact[2]))
        : text("indicators.year", { year: figure.period });
    const who = figure.units.map((one) => (one.own ? text("indicators.own", { unit: name(one.unit) }) : name(one.unit)));
    return text("indicators.widened", { when, who: who.join(", ") || text("indicators.whole") });
  };
}

export function FigureCell(props: { figures: Figures; of: Name; month: Month; unit: string | null; name: (code: string) => string }) {
  const { text, percent } = useTexts();
  const valueText = useValueText();
  const ground = useGround(props.name);
  const figure = props.figures[props.of];
  const share = shareOf(props.figures, props.of);
  const whole = wholeOf[props.of];
  const about = figure && ground(figure, props.month, props.unit);
  return (
    <>
      {valueText(figure?.value, figure?.per_mille ?? false)}
      {share !== null && whole && (
        <small>{text("indicators.share", { share: percent(share), whole: text(`indicators.name.${whole}`) })}</small>
      )}
      {about && <small>{about}</small>}
    </>
  );
}
