import { useTranslations } from "next-intl";
import type { ChangeLine } from "@/components/history/changes";
import { Icon, type IconName } from "@/components/ui/icon";

/** One entry of history. Texts come formatted in the reader's language and the company's zone. */
export type EntryLine = {
  id: string;
  icon: IconName;
  at: string;
  atIso: string;
  effective: string | null;
  what: string;
  who: string;
  channel: string;
  changes: readonly ChangeLine[];
  reason: string | null;
};

/** What was done, newest first: act, what it changed, actor, channel and instant. */
export function EntryList({ lines, none }: { lines: readonly EntryLine[]; none: string }) {
  const t = useTranslations("activity.table");
  if (lines.length === 0) return <p className="pad muted">{none}</p>;
  return (
    <ol className="tl">
      {lines.map((line) => (
        <li key={line.id}>
          <time dateTime={line.atIso}>{line.at}</time>
          <Icon name={line.icon} isSmall />
          <div>
            {line.what}
            {line.changes.map(({ field, before, after }) => (
              <small key={field}>
                {field}: {before ?? "–"}{" "}
                <span aria-hidden="true" className="mirror">
                  →
                </span>
                <span className="sr"> {t("to")} </span> {after ?? "–"}
              </small>
            ))}
            {line.effective ? <small>{line.effective}</small> : null}
            {line.reason ? (
              <small>
                {t("reason")}: {line.reason}
              </small>
            ) : null}
            <small>
              {line.who}, {line.channel}
            </small>
          </div>
        </li>
      ))}
    </ol>
  );
}
