import { randomUUID } from "node:crypto";
import { getLocale, getTranslations } from "next-intl/server";
import { formTexts } from "@/app/shell/form-texts";
import { ApproveMoveForm, DeclineMoveForm } from "@/components/moves/decide-move";
import { Note } from "@/components/ui/note";
import { Panel } from "@/components/ui/panel";
import { formatInstant, formatMoney } from "@/lib/i18n/format";
import type { MoveRequestPage } from "@/lib/server/queries/move-inbox";

/** Approve with what it obliges to, or decline with a reason. */
export async function DecisionPanel({ page: { request, terms, viewer, mayDecide } }: { page: MoveRequestPage }) {
  const t = await getTranslations("moves.decide");
  const policies = await getTranslations("resellers.policies");
  const locale = await getLocale();
  const texts = await formTexts();
  const hidden = () => ({
    companySlug: viewer.companySlug,
    submissionId: randomUUID(),
    moveRequestId: request.id,
  });
  if (!mayDecide) return null;
  const fee = formatMoney(terms.feeMinor, terms.currency, locale);
  return (
    <>
      <Panel id="approve" title={t("approve")}>
        {request.isConnectionOpen ? (
          <>
            <p className="mb-4">
              {t("approveText", {
                n: request.hubs.planned,
                dealer: request.dealer,
                instant: formatInstant(request.expiresAt, { locale, timeZone: request.zone }),
                fee,
                policy: policies(terms.policy),
              })}
            </p>
            <ApproveMoveForm texts={texts} label={t("approve")} hidden={hidden()} />
          </>
        ) : (
          <Note kind="warning">{t("notOpen", { dealer: request.dealer })}</Note>
        )}
      </Panel>
      <Panel id="decline" title={t("decline")}>
        <DeclineMoveForm
          texts={texts}
          labels={{ reason: t("reason"), reasonHint: t("reasonHint"), decline: t("decline") }}
          hidden={hidden()}
        />
      </Panel>
    </>
  );
}
