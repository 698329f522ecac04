import { useTranslations } from "next-intl";

/** One field that an act changed, in the reader's words. */
export type ChangeLine = { field: string; before: string | null; after: string | null };

/** What an act changed: each field with its value before and after. */
export function Changes({ changes }: { changes: readonly ChangeLine[] }) {
  const t = useTranslations("activity.table");
  if (changes.length === 0) return <span className="muted">{t("noChange")}</span>;
  return (
    <ul>
      {changes.map(({ field, before, after }) => (
        <li key={field}>
          <span className="muted">{field}:</span> {before ?? <Nothing />}{" "}
          <span aria-hidden="true" className="mirror">
            →
          </span>
          <span className="sr"> {t("to")} </span> {after ?? <Nothing />}
        </li>
      ))}
    </ul>
  );
}

/** A field without a value: a dash to the eye, a word to the ear. */
function Nothing() {
  const t = useTranslations("activity.table");
  return (
    <span className="muted">
      <span aria-hidden="true">–</span>
      <span className="sr">{t("nothing")}</span>
    </span>
  );
}
