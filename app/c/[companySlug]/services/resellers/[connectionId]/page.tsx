import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { z } from "zod";
import { EndPanel } from "@/app/connection-end/end-panel";
import { LivePage } from "@/app/shell/live-page";
import { ThreadPanel } from "@/app/shell/thread-panel";
import { LateSentences } from "@/components/forms/late-sentences";
import { ConnectionTag } from "@/components/resellers/connection-tag";
import { RequestTag } from "@/components/resellers/request-tag";
import { ResellerFacts } from "@/components/resellers/reseller-facts";
import { Crumbs } from "@/components/ui/crumbs";
import { Note } from "@/components/ui/note";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { countryName } from "@/lib/i18n/country-name";
import { type ConnectionAsked, connectionViewSchema } from "@/lib/schemas/connections";
import { resellersViewSchema } from "@/lib/schemas/resellers";
import { forPage } from "@/lib/server/pages";
import { getConnectionEnd } from "@/lib/server/queries/connection-end";
import { type ConnectionView, getResellerPage, type ResellerPage } from "@/lib/server/queries/your-resellers";
import { ConnectionPanel } from "./connection-panel";
import { HistoryPanel } from "./history-panel";
import { RequestPanel } from "./request-panel";
import { RequestsPanel } from "./requests-panel";

type Props = {
  params: Promise<{ companySlug: string; connectionId: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export async function generateMetadata({ params }: Pick<Props, "params">): Promise<Metadata> {
  return { title: (await readPage(params)).reseller.name };
}

/** The address names a connection, or the request it grew from: both lead to where dealer and reseller stand. */
async function readPage(params: Props["params"]): Promise<ResellerPage> {
  const { companySlug, connectionId } = await params;
  if (!z.uuid().safeParse(connectionId).success) notFound();
  return forPage(getResellerPage(companySlug, connectionId));
}

/** One of Your Resellers: what to do next, what was agreed, who it is, every request, and what happened. */
export default async function ResellerDetailPage({ params, searchParams }: Props) {
  const page = await readPage(params);
  const address = await searchParams;
  const asked = connectionViewSchema.parse(address);
  const { done } = resellersViewSchema.parse(address);
  const { viewer, reseller, connection, requests } = page;
  const t = await getTranslations("resellers");
  const isConnected = requests[0].status === "APPROVED";
  return (
    <>
      <LivePage topics={["package", "connection"]} />
      <Crumbs
        label={(await getTranslations("hubs"))("crumbs")}
        entries={[
          { label: t("list.title"), href: `/c/${viewer.companySlug}/services/resellers` },
          { label: reseller.name },
        ]}
      />
      <PageHeader
        title={reseller.name}
        acts={
          connection && isConnected ? (
            <ConnectionTag state={connection.state} />
          ) : (
            <RequestTag status={requests[0].status} />
          )
        }
      />
      {done ? (
        <div className="mb-4">
          <Note kind="done" isAlert>
            {t(`list.done.${done}`)}
          </Note>
        </div>
      ) : null}
      <LateSentences>
        <div className="cols">
          <div className="stack">
            <ThreadPanel thread={page.thread} viewer={viewer} side="DEALER" />
            <Panel id="card" title={t("card.title")}>
              <ResellerFacts reseller={reseller} />
              {reseller.servesCountry ? null : <ServesElsewhere country={page.ownCountry} />}
            </Panel>
            <RequestsPanel page={page} />
            <HistoryPanel page={page} />
          </div>
          <div className="stack first">
            {isConnected ? null : <RequestPanel page={page} />}
            {connection ? <ConnectionPanel page={page} connection={connection} /> : null}
            {connection && isConnected ? <End page={page} connection={connection} asked={asked} /> : null}
          </div>
        </div>
      </LateSentences>
    </>
  );
}

type EndProps = { page: ResellerPage; connection: ConnectionView; asked: ConnectionAsked };

async function End({ page: { viewer }, connection: { id: connectionId }, asked }: EndProps) {
  const view = await forPage(getConnectionEnd("dealer", viewer.companySlug, { connectionId, month: asked.month }));
  return <EndPanel view={view} href={`/c/${viewer.companySlug}/services/resellers/${connectionId}`} asked={asked} />;
}

async function ServesElsewhere({ country }: { country: string }) {
  const t = await getTranslations("resellers.card");
  return (
    <div className="mt-4">
      <Note kind="warning">{t("elsewhere", { country: countryName(country, await getLocale()) })}</Note>
    </div>
  );
}
