import { getTranslations } from "next-intl/server";
import { toHistoryLines } from "@/app/c/[companySlug]/company/history/log-lines";
import { ThreadPanel } from "@/app/shell/thread-panel";
import { EntryList } from "@/components/portal/entry-list";
import { Panel } from "@/components/ui/panel";
import { formatCity } from "@/lib/i18n/format";
import type { RequestPage } from "@/lib/server/queries/requests";
import { DealerPanel } from "./dealer-panel";
import { DecisionPanel } from "./decision-panel";
import { EarlierPanel } from "./earlier-panel";

/** A request with everything the decision needs; `headingId` names the heading that gets the focus. */
export async function RequestDetail({ page, headingId }: { page: RequestPage; headingId: string }) {
  const t = await getTranslations("resellers.history");
  const { viewer, thread, history } = page;
  const lines = await toHistoryLines({ viewer, entries: history }, viewer.companyName);
  return (
    <>
      <DealerPanel page={page} headingId={headingId} />
      <DecisionPanel page={page} />
      <ThreadPanel key={thread.requestId} thread={thread} viewer={viewer} side="RESELLER" />
      <EarlierPanel page={page} />
      <Panel id="history" title={t("title")} fact={t("zone", { zone: formatCity(viewer.timeZone) })} isPadded={false}>
        <EntryList lines={lines} none={t("none")} />
      </Panel>
    </>
  );
}
