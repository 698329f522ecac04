import { randomUUID } from "node:crypto";
import { getLocale, getTranslations } from "next-intl/server";
import { formTexts } from "@/app/shell/form-texts";
import { MoveTag } from "@/components/moves/move-tag";
import { UndoForm } from "@/components/moves/undo-form";
import { Panel } from "@/components/ui/panel";
import { formatInstant } from "@/lib/i18n/format";
import type { UpcomingMoveView, UpcomingPage } from "@/lib/server/queries/upcoming";

/** Requests to move hubs to another reseller, as a whole: where each stands, and Withdraw; nothing where there is none. */
export async function MovesPanel({ page }: { page: UpcomingPage }) {
  const t = await getTranslations("dashboard.upcoming.moves");
  if (page.moves.length === 0) return null;
  return (
    <Panel id="moves" title={t("title")} isPadded={false}>
      <ul>
        {page.moves.map((move) => (
          <MoveEntry key={move.moveRequestId} move={move} page={page} />
        ))}
      </ul>
    </Panel>
  );
}

async function MoveEntry({ move, page }: { move: UpcomingMoveView; page: UpcomingPage }) {
  const t = await getTranslations("dashboard.upcoming.moves");
  const locale = await getLocale();
  const { moveRequestId, reseller, hubs, at, zone, isApproved, isTakerOpen } = move;
  const instant = formatInstant(at, { locale, timeZone: zone });
  const { companySlug } = page.viewer;
  return (
    <li className="entry">
      <MoveTag status={isApproved ? "APPROVED" : "PENDING"} />
      <b>{t("to", { n: hubs, reseller })}</b>
      <p className="num">{isApproved ? t("moves", { instant }) : t("until", { reseller, instant })}</p>
      {isTakerOpen ? null : <p>{t("notOpen", { reseller })}</p>}
      {page.mayCancel ? (
        <UndoForm
          act="request"
          label={t("withdraw")}
          spoken={t("withdrawNamed", { n: hubs, reseller })}
          texts={await formTexts()}
          hidden={{ companySlug, submissionId: randomUUID(), moveRequestId }}
        />
      ) : null}
    </li>
  );
}
