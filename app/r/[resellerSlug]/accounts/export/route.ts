import { answerCsv } from "@/app/shell/csv-answer";
import { accountListSchema } from "@/lib/schemas/billed-accounts";
import { accountColumns, openAccountsExport } from "@/lib/server/queries/billed-accounts";

type Props = { params: Promise<{ resellerSlug: string }> };

/** Streams a reseller's accounts as CSV, all pages of the filter in the address. */
export async function GET(request: Request, { params }: Props): Promise<Response> {
  const { resellerSlug } = await params;
  const address = new URL(request.url);
  const asked = accountListSchema.parse(Object.fromEntries(address.searchParams));
  return answerCsv(address, asked, async () => {
    const { rows, day } = await openAccountsExport(resellerSlug, asked);
    return { columns: accountColumns, rows, fileName: `accounts-${resellerSlug}-${day}.csv` };
  });
}
