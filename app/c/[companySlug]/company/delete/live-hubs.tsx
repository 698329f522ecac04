import Link from "next/link";
import { getLocale, getMessages, getTranslations } from "next-intl/server";
import { ButtonLink } from "@/components/ui/button";
import { DataTable } from "@/components/ui/data-table";
import { Note } from "@/components/ui/note";
import { Panel } from "@/components/ui/panel";
import { formatShortInstant, formatZone } from "@/lib/i18n/format";
import { fillSentence, type Sentences } from "@/lib/i18n/sentence";
import type { DeletePage } from "@/lib/server/queries/company";

type Props = { page: DeletePage; obstacle: NonNullable<DeletePage["obstacle"]> };

/** Why a company cannot go now, and each hub on which its services run, with the way to it. */
export async function LiveHubs({ page, obstacle }: Props) {
  const t = await getTranslations("companies.delete");
  const { refusals } = (await getMessages()) as { refusals: Sentences };
  return (
    <div className="stack">
      <Note kind="danger">
        <b>{t(obstacle.code === "PAYER_OF_LIVE" ? "payerTitle" : "liveTitle")}</b>
        <p>{fillSentence(refusals[obstacle.code], { ...obstacle.params, locale: await getLocale() })}</p>
      </Note>
      {page.live.hubs.length > 0 ? <HubTable page={page} /> : null}
    </div>
  );
}

async function HubTable({ page: { slug, timeZone, live } }: { page: DeletePage }) {
  const t = await getTranslations("companies.delete");
  const locale = await getLocale();
  const isCut = live.hubs.length < live.n;
  const zone = live.hubs.find(({ endsAt }) => endsAt)?.endsAt;
  const objects = `/c/${slug}/objects`;
  return (
    <Panel
      id="live"
      title={t("hubs")}
      fact={isCut ? t("first", { shown: live.hubs.length, n: live.n }) : null}
      isPadded={false}
    >
      <DataTable
        caption={t("hubs")}
        heads={[t("hub"), t("object"), zone ? `${t("end")} (${formatZone(zone, { locale, timeZone })})` : t("end")]}
      >
        <tbody>
          {live.hubs.map(({ hubId, name, objectId, objectName, endsAt }) => (
            <tr key={hubId}>
              <td>
                <Link href={`${objects}/${objectId}/hubs/${hubId}/package`}>{name}</Link>
              </td>
              <td>{objectName}</td>
              <td>{endsAt ? formatShortInstant(endsAt, { locale, timeZone }) : t("noEnd")}</td>
            </tr>
          ))}
        </tbody>
      </DataTable>
      {isCut ? (
        <div className="pad">
          <ButtonLink href={objects}>{t("all")}</ButtonLink>
        </div>
      ) : null}
    </Panel>
  );
}
