import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { z } from "zod";
import { LivePage } from "@/app/shell/live-page";
import { LateSentences } from "@/components/forms/late-sentences";
import { Crumbs } from "@/components/ui/crumbs";
import { Note } from "@/components/ui/note";
import { PageHeader } from "@/components/ui/page-header";
import { inboxSchema } from "@/lib/schemas/resellers";
import { forPage } from "@/lib/server/pages";
import { getRequest } from "@/lib/server/queries/requests";
import { InboxPanel } from "../inbox-panel";
import { RequestDetail } from "../request-detail";

type Props = {
  params: Promise<{ resellerSlug: string; requestId: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

async function readPage(params: Props["params"]) {
  const { resellerSlug, requestId } = await params;
  if (!z.uuid().safeParse(requestId).success) notFound();
  return forPage(getRequest(resellerSlug, requestId));
}

export async function generateMetadata({ params }: Pick<Props, "params">): Promise<Metadata> {
  return { title: (await readPage(params)).open.dealer.name };
}

/** One request: who asks, what was said, and the decision with what it obliges to; the inbox stays beside it. */
export default async function RequestDetailPage({ params, searchParams }: Props) {
  const { inbox, open } = await readPage(params);
  const { done } = inboxSchema.parse(await searchParams);
  const t = await getTranslations("resellers.requests");
  const base = `/r/${open.viewer.companySlug}/requests`;
  return (
    <>
      <LivePage topics={["connection"]} />
      <Crumbs
        label={(await getTranslations("hubs"))("crumbs")}
        entries={[{ label: t("title"), href: base }, { label: open.dealer.name }]}
      />
      <PageHeader title={t("of", { dealer: open.dealer.name })} />
      {done ? (
        <div className="mb-4">
          <Note kind="done" isAlert>
            {t(`done.${done}`)}
          </Note>
        </div>
      ) : null}
      <LateSentences>
        <div className="inbox">
          <div className="desk">
            <InboxPanel inbox={inbox} currentId={open.request.id} />
          </div>
          <div className="stack">
            <RequestDetail page={open} headingId="request" />
          </div>
        </div>
      </LateSentences>
    </>
  );
}
