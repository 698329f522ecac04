import { answerCsv } from "@/app/shell/csv-answer";
import { historySchema } from "@/lib/schemas/history";
import { exportColumns, openHistoryExport } from "@/lib/server/queries/history";

type Props = { params: Promise<{ companySlug: string }> };

/** Streams the activity log as CSV, all pages of the filter in the address. */
export async function GET(request: Request, { params }: Props): Promise<Response> {
  const { companySlug } = await params;
  const address = new URL(request.url);
  const asked = historySchema.parse(Object.fromEntries(address.searchParams));
  return answerCsv(address, asked, async () => {
    const { rows, day } = await openHistoryExport(companySlug, asked);
    return { columns: exportColumns, rows, fileName: `activity-${companySlug}-${day}.csv` };
  });
}
