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

/** "2026-Q1", "2026-03" or "2026" in words. */
export function usePeriodText(): (period: string) => string {
  const { text, month: monthName } = useTexts();
  return (period) => {
    const quarter = /^(\d{4})-Q(\d)$/.exec(period);
    const exact = /^(\d{4})-(\d{2})$/.exec(period);
    if (quarter) return text("indicators.quarter", { quarter: quarter[2] ?? "", year: quarter[1] ?? "" });
    if (exact) return monthName(Number(exact[1]), Number(exact[2]));
    return text("indicators.year", { year: period });
  };
}

/** "hela 2026, SN och BUN tillsammans": what a widened figure is about. */
export function useGround(name: (code: string) => string): (figure: Figure, month: Month, unit: string | null) => string | null {
  const { text } = useTexts();
  const periodText = usePeriodText();
  return (figure, month, unit) => {
    if (figure.value === null || figure.value === "fewer_than_five" || !isWidened(figure, month, unit)) return null;
    const when = periodText(figure.period);
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
