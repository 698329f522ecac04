import { useTranslations } from "next-intl";
import { type ChangeLine, Changes } from "@/components/history/changes";
import { Icon, type IconName } from "@/components/ui/icon";

/** One line of a hub's history. Texts come formatted. */
export type TimelineLine = {
  id: string;
  icon: IconName;
  at: string;
  atIso: string;
  text: string;
  by: string;
  /** The reason that was given; null where none was. */
  why: string | null;
  changes: readonly ChangeLine[];
};

/** What happened on a hub, newest first: act, actor, channel, instant, and with a press what changed. */
export function Timeline({ lines }: { lines: readonly TimelineLine[] }) {
  const t = useTranslations("history.timeline");
  if (lines.length === 0) return <p className="pad muted">{t("none")}</p>;
  return (
    <ol className="tl">
      {lines.map(({ id, icon, at, atIso, text, by, why, changes }) => (
        <li key={id}>
          <time dateTime={atIso}>{at}</time>
          <Icon name={icon} isSmall />
          <div>
            {text}
            <small>{by}</small>
            {why ? <small>{t("why", { reason: why })}</small> : null}
            {changes.length > 0 ? (
              <details>
                <summary aria-label={t("changesOf", { act: text, at })}>{t("changes")}</summary>
                <Changes changes={changes} />
              </details>
            ) : null}
          </div>
        </li>
      ))}
    </ol>
  );
}
