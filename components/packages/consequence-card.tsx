import { Icon, type IconName } from "@/components/ui/icon";
import type { MonthRuler as Ruler } from "@/lib/domain/month-ruler";
import { MonthRuler, type RulerWords } from "./month-ruler";

/** One line of the card. `note` is smaller, as the viewer's own time. */
export type CardLine = { icon: IconName; label: string; text: string; note?: string; viewerInstant?: string };

export type CardView = {
  tone: "on" | "ends" | "bad";
  ruler: Ruler;
  rulerLabel: string;
  rulerWords: RulerWords;
  lines: CardLine[];
};

/** What an act will do, always in one order: when, who pays, what stops, the way back. */
export function ConsequenceCard({ card }: { card: CardView }) {
  return (
    <div className={`cons st st-${card.tone}`}>
      <MonthRuler ruler={card.ruler} tone={card.tone} label={card.rulerLabel} words={card.rulerWords} />
      <CardLines lines={card.lines} />
    </div>
  );
}

/** The same without a ruler, for an act on many hubs at once: they may have months of their own. */
export function ConsequenceLines({ tone, lines }: Pick<CardView, "tone" | "lines">) {
  return (
    <div className={`cons st st-${tone}`}>
      <CardLines lines={lines} />
    </div>
  );
}

function CardLines({ lines }: Pick<CardView, "lines">) {
  return (
    <ul>
      {lines.map((line) => (
        <li key={line.label}>
          <Icon name={line.icon} isSmall />
          <span>{line.label}</span>
          <div>
            {line.text}
            {line.note ? <small>{line.note}</small> : null}
          </div>
        </li>
      ))}
    </ul>
  );
}
