import { answerCsv } from "@/app/shell/csv-answer";
import { refuseFile } from "@/app/shell/refused-file";
import { statementSchema } from "@/lib/schemas/statements";
import { lineColumns, openStatementExport } from "@/lib/server/queries/statement-export";

type Props = { params: Promise<{ resellerSlug: string; month: string }> };

/** Streams a statement's lines as CSV, all pages of the filter in the address. */
export async function GET(request: Request, { params }: Props): Promise<Response> {
  const { resellerSlug, month } = await params;
  const address = new URL(request.url);
  const asked = statementSchema.parse(Object.fromEntries(address.searchParams));
  return answerCsv(address, asked, async () => {
    const opened = await openStatementExport(resellerSlug, month, asked);
    if (!opened.ok) return refuseFile(opened);
    const { rows, month: known } = opened.value;
    return { columns: lineColumns, rows, fileName: `statement-${resellerSlug}-${known}.csv` };
  });
}
