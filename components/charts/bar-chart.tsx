import { useLocale } from "next-intl";
import { layOutBars } from "./bar-layout";

/** One bar: what stands under it, the figure on it, and whether it is the present one. */
export type ChartBar = { key: string; label: string; figure: number; isCurrent: boolean };

/** `label` says in a sentence what the bars show. */
type Props = { bars: readonly ChartBar[]; label: string };

/** Figures as bars, drawn by the server: one drawing for wide screens and one for phones, so that no text shrinks. */
export function BarChart({ bars, label }: Props) {
  return (
    <>
      <Drawing className="chart desk" bars={bars} label={label} size={{ width: 860, start: 56 }} />
      <Drawing className="chart phone" bars={bars.slice(-6)} label={label} size={{ width: 326, start: 44 }} />
    </>
  );
}

function Drawing({
  className,
  bars,
  label,
  size,
}: Props & { className: string; size: { width: number; start: number } }) {
  const compact = new Intl.NumberFormat(useLocale(), { notation: "compact", maximumFractionDigits: 1 });
  const layout = layOutBars(
    bars.map(({ figure }) => figure),
    size,
  );
  const across = (y: number) => `M${layout.start} ${y}H${layout.width}`;
  return (
    <svg className={className} viewBox={`0 0 ${layout.width} ${layout.height}`} role="img" aria-label={label}>
      <path className="g" d={layout.lines.map(({ y }) => across(y)).join("")} />
      <path className="ax" d={across(layout.base)} />
      {[{ y: layout.base, value: 0 }, ...layout.lines]
        .filter((_, index) => index % 2 === 0)
        .map(({ y, value }) => (
          <text key={value} x={layout.start - 10} y={y + 4} textAnchor="end">
            {compact.format(value)}
          </text>
        ))}
      {bars.map(({ key, label: word, figure, isCurrent }, index) => {
        const bar = layout.bars[index];
        if (!bar) return null;
        return (
          <g key={key}>
            <rect className={isCurrent ? "b cur" : "b"} x={bar.x} y={bar.y} width={bar.width} height={bar.height} />
            <text className="v" x={bar.middle} y={bar.y - 8} textAnchor="middle">
              {compact.format(figure)}
            </text>
            <text x={bar.middle} y={layout.base + 19} textAnchor="middle">
              {word}
            </text>
          </g>
        );
      })}
    </svg>
  );
}
