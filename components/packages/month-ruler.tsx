import type { CSSProperties } from "react";
import type { MonthRuler as Ruler } from "@/lib/domain/month-ruler";

type Props = { ruler: Ruler; tone: "on" | "ends" | "bad" | "way" | "none"; label: string; words: RulerWords };

/** Short dates under and over the ruler, formatted in the billing zone. */
export type RulerWords = { now: string; first: string; end: string };

const segmentClass = { USED: "used", RUNS: "runs", OFF: "off" } as const;

function place(at: number, to?: number): CSSProperties {
  return { "--u": 1, "--a": at, ...(to === undefined ? {} : { "--z": to }) } as CSSProperties;
}

/** The month as a strip of days with a notch where services end; the label says the same in a sentence. */
export function MonthRuler({ ruler, tone, label, words }: Props) {
  const ticks = ruler.ticks.map((tick) => `M${tick.at * 1000} 0v${tick.isLong ? 6 : 3}`).join("");
  return (
    <div className={`ruler st st-${tone}`} role="img" aria-label={label}>
      <div className="tr">
        {ruler.segments.map((segment) => (
          <i
            key={`${segment.kind}${segment.from}`}
            className={segmentClass[segment.kind]}
            style={place(segment.from, segment.to)}
          />
        ))}
      </div>
      <svg viewBox="0 0 1000 6" preserveAspectRatio="none" aria-hidden="true">
        <path d={ticks} vectorEffect="non-scaling-stroke" />
      </svg>
      <span className="at now" style={place(Math.min(0.93, Math.max(0.07, ruler.now)))}>
        {words.now}
      </span>
      <span className="at lab" style={place(0)}>
        {words.first}
      </span>
      {ruler.decided === null ? null : <span className="at pin" style={place(ruler.decided)} />}
      {ruler.notch === null ? null : <span className="at cut" style={place(ruler.notch)} />}
      <span className="at lab c" style={place(ruler.monthEnd)}>
        {words.end}
      </span>
    </div>
  );
}
