import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { toHistoryLines } from "@/app/c/[companySlug]/company/history/log-lines";
import { EndPanel } from "@/app/connection-end/end-panel";
import { LivePage } from "@/app/shell/live-page";
import { EntryList } from "@/components/portal/entry-list";
import { ConnectionTag } from "@/components/resellers/connection-tag";
import { ButtonLink } from "@/components/ui/button";
import { Crumbs } from "@/components/ui/crumbs";
import { Note } from "@/components/ui/note";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { formatCity } from "@/lib/i18n/format";
import { type ConnectionAsked, connectionViewSchema } from "@/lib/schemas/connections";
import { forPage } from "@/lib/server/pages";
import { getConnectionEnd } from "@/lib/server/queries/connection-end";
import { type DealerPage, getDealerPage } from "@/lib/server/queries/dealer";
import { ConnectionPanel } from "./connection-panel";
import { InfoPanel } from "./info-panel";
import { MonthFigures } from "./month-figures";
import { PackagesPanel } from "./packages-panel";
import { RequestsPanel } from "./requests-panel";

type Props = {
  params: Promise<{ resellerSlug: string; connectionId: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { resellerSlug, connectionId } = await params;
  return { title: (await forPage(getDealerPage(resellerSlug, connectionId))).dealer.name };
}

/** One dealer: what is billed for it now, what was agreed, and everything that happened between the two companies. */
export default async function DealerDetailPage({ params, searchParams }: Props) {
  const { resellerSlug, connectionId } = await params;
  const search = await searchParams;
  const asked = connectionViewSchema.parse(search);
  const page = await forPage(getDealerPage(resellerSlug, connectionId));
  const t = await getTranslations("portal");
  const { dealer } = page;
  const base = `/r/${resellerSlug}/dealers`;
  const canEdit = page.mayManage && dealer.state !== "CLOSED";
  return (
    <>
      <LivePage topics={["package", "connection"]} />
      <Crumbs label={t("crumbs")} entries={[{ label: t("dealers.title"), href: base }, { label: dealer.name }]} />
      <PageHeader
        title={dealer.name}
        isLong
        fact={
          <span className="row">
            <ConnectionTag state={dealer.state} />
            {dealer.dealerNumber ? <span className="mono">{dealer.dealerNumber}</span> : null}
          </span>
        }
        acts={canEdit ? <ButtonLink href={`${base}/${connectionId}/edit`}>{t("dealer.edit")}</ButtonLink> : null}
      />
      {search.saved ? (
        <div className="mb-4">
          <Note kind="done" isAlert>
            {t("dealer.saved")}
          </Note>
        </div>
      ) : null}
      <MonthFigures page={page} />
      <div className="cols">
        <div className="stack">
          <PackagesPanel page={page} />
          <History page={page} />
        </div>
        <div className="stack">
          <InfoPanel page={page} />
          <ConnectionPanel page={page} />
          <End resellerSlug={resellerSlug} connectionId={connectionId} asked={asked} />
          <RequestsPanel page={page} />
        </div>
      </div>
    </>
  );
}

type EndProps = { resellerSlug: string; connectionId: string; asked: ConnectionAsked };

async function End({ resellerSlug, connectionId, asked }: EndProps) {
  const view = await forPage(getConnectionEnd("reseller", resellerSlug, { connectionId, month: asked.month }));
  return <EndPanel view={view} href={`/r/${resellerSlug}/dealers/${connectionId}`} asked={asked} />;
}

async function History({ page }: { page: DealerPage }) {
  const t = await getTranslations("portal.dealer.history");
  const lines = await toHistoryLines(page, page.viewer.companyName);
  return (
    <Panel
      id="history"
      title={t("title")}
      fact={t("zone", { zone: formatCity(page.viewer.timeZone) })}
      isPadded={false}
    >
      <EntryList lines={lines} none={t("none")} />
    </Panel>
  );
}
