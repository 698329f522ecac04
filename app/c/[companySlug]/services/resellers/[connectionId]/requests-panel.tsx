import { getLocale, getTranslations } from "next-intl/server";
import { RequestTag } from "@/components/resellers/request-tag";
import { Panel } from "@/components/ui/panel";
import { formatCity, formatShortInstant, type Reader } from "@/lib/i18n/format";
import type { PageViewer } from "@/lib/server/queries/hubs";
import type { RequestView } from "@/lib/server/queries/request-view";

type Props = { page: { viewer: PageViewer; requests: RequestView[] } };

/** Every request of a dealer to one reseller, newest on top: who, when, and what became of it. */
export async function RequestsPanel({ page: { viewer, requests } }: Props) {
  const t = await getTranslations("resellers.past");
  const reader = { locale: await getLocale(), timeZone: viewer.timeZone };
  return (
    <Panel id="requests" title={t("title")} fact={t("zone", { zone: formatCity(viewer.timeZone) })} isPadded={false}>
      <ol>
        {requests.map((request) => (
          <RequestEntry key={request.id} request={request} reader={reader} />
        ))}
      </ol>
    </Panel>
  );
}

async function RequestEntry({ request, reader }: { request: RequestView; reader: Reader }) {
  const t = await getTranslations("resellers.past");
  const { status, sentAt, sentBy, decidedAt, decidedBy, expiresAt, message, reason } = request;
  return (
    <li className="entry">
      <RequestTag status={status} />
      <p className="num">{t("sent", { instant: formatShortInstant(sentAt, reader), name: sentBy })}</p>
      {decidedAt ? (
        <p className="num">
          {t(`over.${status}`, { instant: formatShortInstant(decidedAt, reader), name: decidedBy ?? "–" })}
        </p>
      ) : (
        <p className="num">{t("until", { instant: formatShortInstant(expiresAt, reader) })}</p>
      )}
      {reason ? <p className="wrap-anywhere">{t("reason", { reason })}</p> : null}
      {message ? <p className="muted wrap-anywhere">{t("message", { message })}</p> : null}
    </li>
  );
}
