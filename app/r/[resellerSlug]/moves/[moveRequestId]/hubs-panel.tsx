import { getLocale, getTranslations } from "next-intl/server";
import { DataTable } from "@/components/ui/data-table";
import { Pager } from "@/components/ui/pager";
import { Panel } from "@/components/ui/panel";
import { formatInstant } from "@/lib/i18n/format";
import type { MoveRequestPage } from "@/lib/server/queries/move-inbox";

/** The hubs of a request by their printed IDs, each with its instant and what became of it. */
export async function HubsPanel({ page: { request, hubs, nextCursor, viewer } }: { page: MoveRequestPage }) {
  const t = await getTranslations("moves.request");
  const locale = await getLocale();
  const base = `/r/${viewer.companySlug}/moves/${request.id}`;
  return (
    <Panel id="hubs" title={t("hubs")} fact={t("hubsFact", { n: request.hubs.asked })} isPadded={false}>
      <DataTable caption={t("hubs")} heads={[t("hubId"), t("from"), t("state")]}>
        <tbody>
          {hubs.map(({ hubId, movesAt, zone, status, refusal }) => (
            <tr key={hubId}>
              <td className="mono">{hubId}</td>
              <td className="num">{formatInstant(movesAt, { locale, timeZone: zone })}</td>
              <td>{refusal ? t(`refused.${refusal}`) : t(`states.${status}`)}</td>
            </tr>
          ))}
        </tbody>
      </DataTable>
      <Pager
        label={t("pages")}
        shown={t("shown", { n: hubs.length, all: request.hubs.asked })}
        next={nextCursor ? { href: `${base}?after=${nextCursor}`, label: t("next") } : undefined}
      />
    </Panel>
  );
}
