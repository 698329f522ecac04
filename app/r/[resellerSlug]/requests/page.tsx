import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { LivePage } from "@/app/shell/live-page";
import { RequestTag } from "@/components/resellers/request-tag";
import { EmptyState } from "@/components/ui/empty-state";
import { NavLink } from "@/components/ui/nav-link";
import { PageHeader } from "@/components/ui/page-header";
import { ScrollBox } from "@/components/ui/scroll-box";
import { formatAge, formatShortInstant } from "@/lib/i18n/format";
import { forPage } from "@/lib/server/pages";
import { getInbox } from "@/lib/server/queries/requests";

type Props = { params: Promise<{ resellerSlug: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("resellers"))("requests.title") };
}

/** A reseller's inbox: what waits, oldest first, then what was decided. */
export default async function RequestsPage({ params }: Props) {
  const { resellerSlug } = await params;
  const { viewer, waiting, past } = await forPage(getInbox(resellerSlug));
  const t = await getTranslations("resellers.requests");
  const reader = { locale: await getLocale(), timeZone: viewer.timeZone };
  const all = [...waiting, ...past];
  return (
    <>
      <LivePage topics={["connection"]} />
      <PageHeader title={t("title")} fact={t("fact", { n: waiting.length })} />
      <section className="panel" aria-label={t("title")}>
        {all.length === 0 ? (
          <EmptyState icon="people" title={t("none.title")}>
            {t("none.text")}
          </EmptyState>
        ) : (
          <ScrollBox label={t("title")}>
            <table className="t">
              <caption className="sr">{t("title")}</caption>
              <thead>
                <tr>
                  <th scope="col">{t("dealer")}</th>
                  <th scope="col">{t("state")}</th>
                  <th scope="col">{t("sent")}</th>
                  <th scope="col">{t("age")}</th>
                </tr>
              </thead>
              <tbody>
                {all.map((request) => (
                  <tr key={request.id}>
                    <td>
                      <NavLink className="name" href={`/r/${resellerSlug}/requests/${request.id}`}>
                        {request.dealerName}
                      </NavLink>
                    </td>
                    <td>
                      <RequestTag status={request.status} />
                    </td>
                    <td className="num nowrap">{formatShortInstant(request.sentAt, reader)}</td>
                    <td>{request.status === "PENDING" ? formatAge(request.sentAt, viewer.now, reader.locale) : "–"}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </ScrollBox>
        )}
      </section>
    </>
  );
}
