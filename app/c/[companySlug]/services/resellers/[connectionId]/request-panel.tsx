import { getLocale, getTranslations } from "next-intl/server";
import { Panel } from "@/components/ui/panel";
import { formatAge, formatInstant } from "@/lib/i18n/format";
import type { ResellerPage } from "@/lib/server/queries/your-resellers";
import { NextAct } from "../next-act";

/** Where the newest request stands, until when, and what the dealer can do about it now. */
export async function RequestPanel({ page: { viewer, requests } }: { page: ResellerPage }) {
  const t = await getTranslations("resellers.standing");
  const reader = { locale: await getLocale(), timeZone: viewer.timeZone };
  const [request] = requests;
  const { status, sentAt, sentBy, expiresAt, decidedAt, decidedBy, reason } = request;
  return (
    <Panel id="standing" title={t(`titles.${status}`)}>
      <dl className="kv mb-4">
        <dt>{t("sent")}</dt>
        <dd>
          {formatInstant(sentAt, reader)}
          <small className="muted block">{t("by", { name: sentBy })}</small>
        </dd>
        {status === "PENDING" ? (
          <>
            <dt>{t("until")}</dt>
            <dd>
              {formatInstant(expiresAt, reader)}
              <small className="muted block">{formatAge(expiresAt, viewer.now, reader.locale)}</small>
            </dd>
          </>
        ) : null}
        {decidedAt ? (
          <>
            <dt>{t(`over.${status}`)}</dt>
            <dd>
              {formatInstant(decidedAt, reader)}
              {decidedBy ? <small className="muted block">{t("by", { name: decidedBy })}</small> : null}
            </dd>
          </>
        ) : null}
        {reason ? (
          <>
            <dt>{t("reason")}</dt>
            <dd>{reason}</dd>
          </>
        ) : null}
      </dl>
      <NextAct request={request} viewer={viewer} reader={reader} />
    </Panel>
  );
}
