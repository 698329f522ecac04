import { isAppError } from "@/lib/errors";
import { toBody, writeCsv } from "@/lib/files/csv-write";
import { historySchema } from "@/lib/schemas/history";
import { exportColumns, openHistoryExport } from "@/lib/server/queries/history";

type Props = { params: Promise<{ companySlug: string }> };

const statuses = { UNAUTHENTICATED: 401, FORBIDDEN: 403, NOT_FOUND: 404 } as const;

/** Streams the activity log as CSV, all pages of the filter in the address. Leads back with the time to wait if asked too often. */
export async function GET(request: Request, { params }: Props): Promise<Response> {
  const { companySlug } = await params;
  const address = new URL(request.url);
  const asked = historySchema.parse(Object.fromEntries(address.searchParams));
  try {
    const { rows, day } = await openHistoryExport(companySlug, asked);
    const pieces = writeCsv({ columns: exportColumns, rows });
    return new Response(toBody(pieces), {
      headers: {
        "content-type": "text/csv; charset=utf-8",
        "content-disposition": `attachment; filename="activity-${companySlug}-${day}.csv"`,
        "cache-control": "no-store",
      },
    });
  } catch (error) {
    return toAnswer(error, address);
  }
}

function toAnswer(error: unknown, address: URL): Response {
  if (isAppError(error, "RATE_LIMITED")) {
    const query = new URLSearchParams(address.search);
    query.set("wait", String(error.params.time));
    const location = `${address.pathname.replace(/\/export$/, "")}?${query}`;
    return new Response(null, { status: 303, headers: { location } });
  }
  const code = (Object.keys(statuses) as (keyof typeof statuses)[]).find((each) => isAppError(error, each));
  if (!code) throw error;
  return new Response(null, { status: statuses[code] });
}
