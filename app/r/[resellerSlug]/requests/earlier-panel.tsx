import { getLocale, getTranslations } from "next-intl/server";
import { RequestTag } from "@/components/resellers/request-tag";
import { NavLink } from "@/components/ui/nav-link";
import { Panel } from "@/components/ui/panel";
import { formatShortInstant } from "@/lib/i18n/format";
import type { RequestPage } from "@/lib/server/queries/requests";

/** What the same dealer asked before and after, and what became of it. */
export async function EarlierPanel({ page: { earlier, viewer } }: { page: RequestPage }) {
  const t = await getTranslations("resellers.requests");
  const past = await getTranslations("resellers.past");
  const reader = { locale: await getLocale(), timeZone: viewer.timeZone };
  return (
    <Panel id="earlier" title={t("earlier")} isPadded={false}>
      {earlier.length === 0 ? <p className="pad muted">{t("noEarlier", { reseller: viewer.companyName })}</p> : null}
      <ol>
        {earlier.map(({ id, status, sentAt, sentBy, decidedAt, decidedBy, reason }) => (
          <li key={id} className="entry">
            <RequestTag status={status} />
            <NavLink className="num" href={`/r/${viewer.companySlug}/requests/${id}`}>
              {past("sent", { instant: formatShortInstant(sentAt, reader), name: sentBy })}
            </NavLink>
            {decidedAt ? (
              <p className="num">
                {past(`over.${status}`, { instant: formatShortInstant(decidedAt, reader), name: decidedBy ?? "–" })}
              </p>
            ) : null}
            {reason ? <p className="wrap-anywhere">{past("reason", { reason })}</p> : null}
          </li>
        ))}
      </ol>
    </Panel>
  );
}
