import { useTranslations } from "next-intl";

type Props = {
  /** Weekday, date, time and zone, formatted. */
  time: string;
  moveHref: string | null;
};

/** Says which time the demo's companies live in; only the platform admin can move it. */
export function DemoClockBanner({ time, moveHref }: Props) {
  const t = useTranslations("shell.clock");
  return (
    <section className="clock" aria-label={t("label")}>
      <svg viewBox="0 0 56 28" preserveAspectRatio="xMinYMid slice" aria-hidden="true">
        <path d="M0 0h56v28H0z" fill="#121a20" />
        <path d="M-14 28L14 0h14L0 28zM14 28L42 0h14L28 28z" fill="#ffd21f" />
      </svg>
      <span>
        {t("label")} <b className="num">{time}</b>
      </span>
      {moveHref ? <a href={moveHref}>{t("move")}</a> : <span className="sr">{t("fixed")}</span>}
    </section>
  );
}
