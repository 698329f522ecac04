import { getLocale, getTranslations } from "next-intl/server";
import { ConnectionTag } from "@/components/resellers/connection-tag";
import { RequestTag } from "@/components/resellers/request-tag";
import { NavLink } from "@/components/ui/nav-link";
import { Panel } from "@/components/ui/panel";
import { formatLocalDate } from "@/lib/i18n/local-date";
import type { DealerPage } from "@/lib/server/queries/dealer";

/** What the dealer has asked before, and connections beside this one. */
export async function RequestsPanel({ page: { dealer, requests, others, viewer } }: { page: DealerPage }) {
  const t = await getTranslations("portal.dealer.earlier");
  const reader = { locale: await getLocale(), timeZone: viewer.timeZone };
  const home = `/r/${viewer.companySlug}`;
  const day = (iso: string) => formatLocalDate(iso, reader);
  return (
    <Panel id="requests" title={t("title")} isPadded={false}>
      <ul>
        {requests.map(({ id, status, sentAt }) => (
          <li key={id}>
            <NavLink className="req" href={`${home}/requests/${id}`}>
              <b>{t("request", { date: day(sentAt) })}</b>
              <RequestTag status={status} />
              {id === dealer.requestId ? <small className="col-span-full">{t("current")}</small> : null}
            </NavLink>
          </li>
        ))}
        {others.map(({ id, state, openedAt, closedAt }) => (
          <li key={id}>
            <NavLink className="req" href={`${home}/dealers/${id}`}>
              <b>{t("connection", { from: day(openedAt), to: closedAt ? day(closedAt) : "…" })}</b>
              <ConnectionTag state={state} />
            </NavLink>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
