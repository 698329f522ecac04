import { toDate } from "@/lib/clock";
import type { Transaction } from "../context";

export type NewRequestMessage = {
  requestId: string;
  authorCompanyId: string;
  authorId: string;
  authorName: string;
  body: string;
  sentAt: Temporal.Instant;
};

/** Adds a line to the talk about a request that waits; the database refuses it once the request is decided. */
export async function insertRequestMessage(tx: Transaction, message: NewRequestMessage): Promise<string> {
  const data = { ...message, sentAt: toDate(message.sentAt) };
  return (await tx.requestMessage.create({ data, select: { id: true } })).id;
}

export type RequestMessageRow = {
  id: string;
  authorCompanyId: string;
  authorName: string;
  body: string;
  sentAt: Date;
};

/** Reads the talk about a request, the first line first. The caller has proved that the reader is one of its two sides. */
export async function listRequestMessages(tx: Transaction, requestId: string): Promise<RequestMessageRow[]> {
  return tx.requestMessage.findMany({
    where: { requestId },
    orderBy: [{ sentAt: "asc" }, { id: "asc" }],
    select: { id: true, authorCompanyId: true, authorName: true, body: true, sentAt: true },
  });
}
