import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { LivePage } from "@/app/shell/live-page";
import { LateSentences } from "@/components/forms/late-sentences";
import { FocusOnArrival } from "@/components/resellers/focus-on-arrival";
import { rowId } from "@/components/resellers/inbox-list";
import { ButtonLink } from "@/components/ui/button";
import { NavLink } from "@/components/ui/nav-link";
import { Note } from "@/components/ui/note";
import { PageHeader } from "@/components/ui/page-header";
import { inboxSchema } from "@/lib/schemas/resellers";
import { forPage } from "@/lib/server/pages";
import { getInbox } from "@/lib/server/queries/requests";
import { InboxPanel } from "./inbox-panel";
import { RequestDetail } from "./request-detail";

type Props = {
  params: Promise<{ resellerSlug: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("resellers"))("requests.title") };
}

/** A reseller's inbox, oldest first, with the request that is next open beside it. */
export default async function RequestsPage({ params, searchParams }: Props) {
  const { resellerSlug } = await params;
  const { show, after, done, of } = inboxSchema.parse(await searchParams);
  const { inbox, open } = await forPage(getInbox(resellerSlug, { show, after }));
  const t = await getTranslations("resellers.requests");
  const base = `/r/${resellerSlug}/requests`;
  return (
    <>
      <LivePage topics={["connection"]} />
      <PageHeader
        title={t("title")}
        fact={t("fact", { n: inbox.waiting })}
        acts={inbox.mayUpdate ? <ButtonLink href={`${base}/taking`}>{t("taking")}</ButtonLink> : null}
      />
      {done ? (
        <div className="mb-4">
          <Note kind="done" isAlert>
            {t(`done.${done}`)} {of ? <NavLink href={`${base}/${of}`}>{t("openDecided")}</NavLink> : null}
          </Note>
        </div>
      ) : null}
      <LateSentences>
        <div className={open ? "inbox" : undefined}>
          <InboxPanel inbox={inbox} currentId={open?.request.id} />
          {open ? (
            <div className="stack desk">
              <RequestDetail page={open} headingId="next" />
            </div>
          ) : null}
        </div>
      </LateSentences>
      <FocusOnArrival targetIds={open ? `next ${rowId(open.request.id)}` : "inbox"} of={done ? (of ?? "") : ""} />
    </>
  );
}
