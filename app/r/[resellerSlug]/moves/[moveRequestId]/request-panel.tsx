import { getLocale, getTranslations } from "next-intl/server";
import { NavLink } from "@/components/ui/nav-link";
import { Panel } from "@/components/ui/panel";
import { formatInstant } from "@/lib/i18n/format";
import type { MoveRequestPage } from "@/lib/server/queries/move-inbox";

/** Who asked, until when an answer counts, and what became of it. */
export async function RequestPanel({ page: { request, viewer } }: { page: MoveRequestPage }) {
  const t = await getTranslations("moves.request");
  const locale = await getLocale();
  const reader = { locale, timeZone: viewer.timeZone };
  const { status, hubs } = request;
  return (
    <Panel id="request" title={t("about")}>
      <dl className="kv">
        <dt>{t("dealer")}</dt>
        <dd>
          <NavLink href={`/r/${viewer.companySlug}/dealers/${request.connectionId}`}>{request.dealer}</NavLink>
        </dd>
        <dt>{t("sent")}</dt>
        <dd>
          {formatInstant(request.sentAt, reader)}
          <small className="muted block">{request.sentBy}</small>
        </dd>
        <dt>{status === "APPROVED" ? t("moves") : t("until")}</dt>
        <dd>{formatInstant(request.expiresAt, { locale, timeZone: request.zone })}</dd>
        {request.decidedAt ? (
          <>
            <dt>{t(`over.${status}`)}</dt>
            <dd>
              {formatInstant(request.decidedAt, reader)}
              {request.decidedBy ? <small className="muted block">{request.decidedBy}</small> : null}
              {request.reason ? <small className="muted block">{request.reason}</small> : null}
            </dd>
          </>
        ) : null}
        {status === "APPROVED" ? (
          <>
            <dt>{t("became")}</dt>
            <dd>{t("figures", hubs)}</dd>
          </>
        ) : null}
      </dl>
    </Panel>
  );
}
