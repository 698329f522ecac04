import { isAppError } from "@/lib/errors";
import { toBody, writeCsv } from "@/lib/files/csv-write";
import { unreadableFilters } from "@/lib/schemas/export-filter";
import { refuseFile, refuseFilters } from "./refused-file";

/** What an export opens: its rows, the keys of their columns, and the name of the file. */
export type OpenedExport<Column extends string> = {
  columns: readonly Column[];
  rows: AsyncGenerator<Record<Column, string | number>>;
  fileName: string;
};

/**
 * Streams an export as CSV. Its address is that of a list with `/export` behind it: whoever asked too often is led back
 * to the list, which says when it is possible again (`wait`). What a rule refuses has an answer of its own, and so has an
 * address with a filter that was not understood, as told by `asked`, what was read of it: nothing is opened then.
 */
export async function answerCsv<Column extends string>(
  address: URL,
  asked: Readonly<Record<string, unknown>>,
  open: () => Promise<OpenedExport<Column> | Response>,
): Promise<Response> {
  const unread = unreadableFilters(address, asked);
  if (unread.length > 0) return refuseFilters(unread);
  try {
    const opened = await open();
    if (opened instanceof Response) return opened;
    const { columns, rows, fileName } = opened;
    return new Response(toBody(writeCsv({ columns, rows })), {
      headers: {
        "content-type": "text/csv; charset=utf-8",
        "content-disposition": `attachment; filename="${fileName}"`,
        "cache-control": "no-store",
      },
    });
  } catch (error) {
    return answerRefused(error, address);
  }
}

/** Answers a file that could not be opened: with its sentence, or, asked for too often, by leading back to its page. */
export async function answerRefused(error: unknown, address: URL): Promise<Response> {
  if (isAppError(error, "RATE_LIMITED")) {
    const query = new URLSearchParams(address.search);
    query.set("wait", String(error.params.time));
    const location = `${address.pathname.replace(/\/(?:export|pdf)$/, "")}?${query}`;
    return new Response(null, { status: 303, headers: { location } });
  }
  if (!isAppError(error)) throw error;
  return refuseFile({ ok: false, refusal: error.code, params: error.params });
}
