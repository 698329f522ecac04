import { useTranslations } from "next-intl";

type Figures = { due: number; ended: number; skipped: number; failed: number };

/** The figures of one run, which always add up, as one joined strip. */
export function RunFigures(figures: Figures) {
  const t = useTranslations("rollover.run");
  return (
    <>
      <div className="figs">
        {(["due", "ended", "skipped", "failed"] as const).map((figure) => (
          <div key={figure}>
            <span>{t(figure)}</span>
            <b>{figures[figure]}</b>
            <small>{t(`${figure}Hint`)}</small>
          </div>
        ))}
      </div>
      <p className="muted mt-2">{t("sum", figures)}</p>
    </>
  );
}
