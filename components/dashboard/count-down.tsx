import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { MonthRuler, type RulerWords } from "@/components/packages/month-ruler";
import type { MonthRuler as Ruler } from "@/lib/domain/month-ruler";

type Props = {
  /** The boundary in the company's zone with its city. */
  until: string;
  /** The same in the reader's zone; null where that is the company's. */
  ownTime: string | null;
  left: { days: number; hours: number; minutes: number };
  ruler: { ruler: Ruler; words: RulerWords; label: string };
  children: ReactNode;
};

/** How long the company's month still lasts, in figures and on the ruler; `children` says what ends with it. */
export function CountDown({ until, ownTime, left, ruler, children }: Props) {
  const t = useTranslations("dashboard.boundary");
  const pad = (figure: number) => String(figure).padStart(2, "0");
  return (
    <section className="panel mb-4" aria-label={t("title")}>
      <div className="count-down">
        <div>
          <p className="muted">{until}</p>
          <p className="big">
            {left.days}
            <small>{t("days", { n: left.days })}</small>
            {pad(left.hours)}
            <small>{t("hours", { n: left.hours })}</small>
            {pad(left.minutes)}
            <small>{t("minutes", { n: left.minutes })}</small>
          </p>
          {ownTime === null ? null : <p className="muted">{ownTime}</p>}
          {children}
        </div>
        <MonthRuler tone="ends" {...ruler} />
      </div>
    </section>
  );
}
