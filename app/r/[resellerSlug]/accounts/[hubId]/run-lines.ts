import { getTranslations } from "next-intl/server";
import type { RunLine } from "@/components/portal/run-table";
import { formatCity } from "@/lib/i18n/format";
import type { RunItem } from "@/lib/server/queries/billed-account";
import type { PageViewer } from "@/lib/server/queries/hubs";
import { instantWords, toAccountLines } from "../account-lines";

/** Puts an account's runs into the reader's language. One that no SIM ever confirmed says that it costs nothing. */
export async function toRunLines(runs: readonly RunItem[], viewer: PageViewer): Promise<RunLine[]> {
  const t = await getTranslations("portal.account.runs");
  const tell = await instantWords(viewer);
  const lines = await toAccountLines(runs, viewer);
  return runs.flatMap((run, index) => {
    const line = lines[index];
    if (!line) return [];
    const isUnbilled = run.from === null && run.state === "ENDED";
    return [
      {
        ...line,
        activatedAt: tell(run.activatedAt, run.billingZone),
        zone: formatCity(run.billingZone),
        endReason: isUnbilled ? t("unbilled") : line.endReason,
      },
    ];
  });
}
