import { useLocale, useTranslations } from "next-intl";
import type { FormTexts } from "@/components/forms/use-action-form";
import { SendAgainForm } from "@/components/hubs/send-again-form";
import { NavLink } from "@/components/ui/nav-link";
import { Note } from "@/components/ui/note";
import { formatAge, formatGroups } from "@/lib/i18n/format";

/** Something about a SIM that somebody has to look at. `openedAt` is ISO text. */
export type HubTask = { kind: "SIM_DRIFT" | "SIM_GONE" | "SIM_ELSEWHERE"; iccid: string; openedAt: string };

type Props = {
  tasks: readonly HubTask[];
  now: string;
  swapHref: string;
  /** What a form of this hub carries beside the SIM's number; one for each task, made on the server. */
  hidden: readonly Record<string, string>[];
  texts: FormTexts;
};

/** The open tasks of a hub, each with its fix: the order sent again, or the way to another SIM. */
export function HubTasks({ tasks, now, swapHref, hidden, texts }: Props) {
  const t = useTranslations("hubs.tasks");
  const objects = useTranslations("objects");
  const locale = useLocale();
  return tasks.map(({ kind, iccid, openedAt }, index) => (
    <section key={`${kind} ${iccid}`} aria-label={t(`${kind}.title`)}>
      <Note kind="danger">
        <b>{t(`${kind}.title`)}</b>
        <p>
          {t(`${kind}.text`)} <span className="mono nowrap">{formatGroups(iccid)}</span>
          <span className="muted">, {t("since", { age: formatAge(openedAt, now, locale) })}</span>
        </p>
        {kind === "SIM_DRIFT" ? (
          <SendAgainForm label={t("sendAgain")} texts={texts} hidden={{ ...hidden[index], iccid }} />
        ) : (
          <NavLink className="btn sm" href={swapHref}>
            {objects("swapSim.title")}
          </NavLink>
        )}
      </Note>
    </section>
  ));
}
