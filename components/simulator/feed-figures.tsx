import { useTranslations } from "next-intl";

type Props = { links: number; streams: number; waiting: number; failing: number; undelivered: number };

/** How what hubs tell reaches programs: linked boxes, open streams, pushes that wait for their next try, and faults. */
export function FeedFigures({ undelivered, ...figures }: Props) {
  const t = useTranslations("simulator.feeds");
  const hints = { links: t("linksHint"), streams: t("streamsHint"), waiting: t("waitingHint") };
  return (
    <section className="figs mb-4" aria-label={t("label")}>
      {(["links", "streams", "waiting"] as const).map((figure) => (
        <div key={figure}>
          <span>{t(figure)}</span>
          <b>{figures[figure]}</b>
          <small>{hints[figure]}</small>
        </div>
      ))}
      <div>
        <span>{t("failing")}</span>
        <b>{figures.failing}</b>
        <small>{t("failingHint", { n: undelivered })}</small>
      </div>
    </section>
  );
}
