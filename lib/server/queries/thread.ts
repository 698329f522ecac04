import "server-only";
import { toInstant } from "@/lib/clock";
import type { CompanyContext, Transaction } from "../context";
import { listRequestMessages } from "../store/request-messages";
import type { RequestView } from "./request-view";

/** One line of the talk about a request. `sentAt` is ISO text; `isOwn` tells the reader's company from the other one. */
export type ThreadLine = { id: string; author: string; company: string; isOwn: boolean; body: string; sentAt: string };

export type ThreadView = { requestId: string; isOpen: boolean; lines: ThreadLine[] };

/** Reads the talk about a request that the reader's company is a side of; what was sent with the request comes first. */
export async function readThread(
  tx: Transaction,
  { companyId, side }: CompanyContext,
  request: RequestView,
): Promise<ThreadView> {
  const isDealer = side === "dealer";
  const { id: requestId, dealerName, resellerName, message, sentBy, sentAt, status } = request;
  const opening: ThreadLine[] = message
    ? [{ id: requestId, author: sentBy, company: dealerName, isOwn: isDealer, body: message, sentAt }]
    : [];
  const rows = await listRequestMessages(tx, requestId);
  const lines = rows.map((row): ThreadLine => {
    const isOwn = row.authorCompanyId === companyId;
    const company = isOwn === isDealer ? dealerName : resellerName;
    return {
      id: row.id,
      author: row.authorName,
      company,
      isOwn,
      body: row.body,
      sentAt: toInstant(row.sentAt).toString(),
    };
  });
  return { requestId, isOpen: status === "PENDING", lines: [...opening, ...lines] };
}
