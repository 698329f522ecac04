import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { z } from "zod";
import { LivePage } from "@/app/shell/live-page";
import { LateSentences } from "@/components/forms/late-sentences";
import { MoveTag } from "@/components/moves/move-tag";
import { Crumbs } from "@/components/ui/crumbs";
import { PageHeader } from "@/components/ui/page-header";
import { moveHubsSchema } from "@/lib/schemas/moves";
import { forPage } from "@/lib/server/pages";
import { getMoveRequest, type MoveRequestPage } from "@/lib/server/queries/move-inbox";
import { DecisionPanel } from "./decision-panel";
import { HubsPanel } from "./hubs-panel";
import { RequestPanel } from "./request-panel";

type Props = {
  params: Promise<{ resellerSlug: string; moveRequestId: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

async function readPage({ params, searchParams }: Props): Promise<MoveRequestPage> {
  const { resellerSlug, moveRequestId } = await params;
  if (!z.uuid().safeParse(moveRequestId).success) notFound();
  return forPage(getMoveRequest(resellerSlug, moveRequestId, moveHubsSchema.parse(await searchParams)));
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { request } = await readPage(props);
  return { title: (await getTranslations("moves"))("request.title", { dealer: request.dealer }) };
}

/** One request to take hubs over: who asks, which hubs, and the decision with what it obliges to. */
export default async function MoveRequestScreen(props: Props) {
  const page = await readPage(props);
  const t = await getTranslations("moves");
  const { request, viewer } = page;
  return (
    <>
      <LivePage topics={["move"]} />
      <Crumbs
        label={(await getTranslations("hubs"))("crumbs")}
        entries={[{ label: t("inbox.title"), href: `/r/${viewer.companySlug}/moves` }, { label: request.dealer }]}
      />
      <PageHeader title={t("request.title", { dealer: request.dealer })} acts={<MoveTag status={request.status} />} />
      <LateSentences>
        <div className="cols">
          <div className="stack">
            <HubsPanel page={page} />
          </div>
          <div className="stack first">
            <RequestPanel page={page} />
            {request.status === "PENDING" ? <DecisionPanel page={page} /> : null}
          </div>
        </div>
      </LateSentences>
    </>
  );
}
