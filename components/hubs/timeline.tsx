import { useTranslations } from "next-intl";
import { Icon, type IconName } from "@/components/ui/icon";

/** One line of a hub's history. Texts come formatted. */
export type TimelineLine = { id: string; icon: IconName; at: string; atIso: string; text: string; by: string };

/** What happened on a hub, newest first: act, actor, channel and instant. */
export function Timeline({ lines }: { lines: readonly TimelineLine[] }) {
  const t = useTranslations("history.timeline");
  if (lines.length === 0) return <p className="pad muted">{t("none")}</p>;
  return (
    <ol className="tl">
      {lines.map(({ id, icon, at, atIso, text, by }) => (
        <li key={id}>
          <time dateTime={atIso}>{at}</time>
          <Icon name={icon} isSmall />
          <div>
            {text}
            <small>{by}</small>
          </div>
        </li>
      ))}
    </ol>
  );
}
