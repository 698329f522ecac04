import { type Outcome, refuse, succeed } from "./outcome";

export type RequestStatus = "PENDING" | "APPROVED" | "DECLINED" | "WITHDRAWN" | "EXPIRED";

/** A request as it is stored; `status` may be PENDING past `expiresAt` until a job or a command meets it. */
export type StoredRequest = {
  status: RequestStatus;
  sentAt: Temporal.Instant;
  expiresAt: Temporal.Instant;
  /** When it was decided, withdrawn or ended; null while it waits. */
  decidedAt: Temporal.Instant | null;
  decidedBy: string | null;
  remindedAt: Temporal.Instant | null;
  reopenedAt: Temporal.Instant | null;
  /** An approved request's connection is in force, be it open or ending. */
  isConnected: boolean;
};

/** How long a request waits, how often it may be recalled, and how long a decline holds. Source: PRODUCT J6, 4.3. */
export const REQUEST_DAYS = 90;
const REMINDER_DAYS = 7;
const DECLINED_HOURS = 24;

/** After how many days of waiting, of 24 hours each, the portal itself reminds the reseller. */
export const REMINDED_AFTER_DAYS = [45, 83] as const;

const hoursOf = (days: number) => ({ hours: 24 * days });

/** Returns until when a request sent at `now` waits. */
export function requestExpiry(now: Temporal.Instant): Temporal.Instant {
  return now.add(hoursOf(REQUEST_DAYS));
}

/** Reads a stored request at `now`: past its 90 days it reads as expired, however late the job is. */
export function effectiveStatus(
  request: Pick<StoredRequest, "status" | "expiresAt">,
  now: Temporal.Instant,
): RequestStatus {
  const isOver = Temporal.Instant.compare(now, request.expiresAt) >= 0;
  return request.status === "PENDING" && isOver ? "EXPIRED" : request.status;
}

/** When a declined dealer may ask again; null where it may at once. */
export function askAgainFrom(request: StoredRequest, now: Temporal.Instant): Temporal.Instant | null {
  if (request.status !== "DECLINED" || request.reopenedAt || !request.decidedAt) return null;
  const from = request.decidedAt.add({ hours: DECLINED_HOURS });
  return Temporal.Instant.compare(now, from) < 0 ? from : null;
}

export type SendRefusal = "REQUEST_OPEN" | "ALREADY_CONNECTED" | "ASK_AGAIN_LATER";

/** Decides whether a dealer may send a request, by its last one to the same reseller (null for none). */
export function mayRequest(
  last: StoredRequest | null,
  reseller: string,
  now: Temporal.Instant,
): Outcome<null, SendRefusal> {
  if (!last) return succeed(null);
  const status = effectiveStatus(last, now);
  if (status === "PENDING") return refuse("REQUEST_OPEN", { reseller, date: last.sentAt.toString() });
  if (status === "APPROVED" && last.isConnected) {
    return refuse("ALREADY_CONNECTED", { reseller, date: (last.decidedAt ?? last.sentAt).toString() });
  }
  const from = askAgainFrom(last, now);
  if (!from) return succeed(null);
  return refuse("ASK_AGAIN_LATER", { reseller, date: (last.decidedAt ?? now).toString(), time: from.toString() });
}

/** Decides whether a request still waits, for an answer, a withdrawal or a reminder; whoever came first is named. */
export function stillWaits(request: StoredRequest, now: Temporal.Instant): Outcome<null, "REQUEST_DECIDED"> {
  const status = effectiveStatus(request, now);
  if (status === "PENDING") return succeed(null);
  const at = status === "EXPIRED" ? request.expiresAt : (request.decidedAt ?? request.expiresAt);
  return refuse("REQUEST_DECIDED", { outcome: status, time: at.toString(), name: request.decidedBy ?? "–" });
}

/** When a waiting request may be recalled to the reseller again; null where it may now. */
export function remindFrom(request: StoredRequest, now: Temporal.Instant): Temporal.Instant | null {
  if (!request.remindedAt) return null;
  const from = request.remindedAt.add(hoursOf(REMINDER_DAYS));
  return Temporal.Instant.compare(now, from) < 0 ? from : null;
}
