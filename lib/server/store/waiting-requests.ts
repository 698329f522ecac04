import { toInstant } from "@/lib/clock";
import { Prisma } from "@/prisma/generated/client";
import type { Transaction } from "../context";
import {
  type ConnectionRequest,
  type RequestRow,
  requestColumns,
  requestJoins,
  toRequest,
} from "./connection-requests";

/** What a request's companies see on their clock at the real instant `at`: dealer and reseller share one. */
function clockOf(at: Date): Prisma.Sql {
  return Prisma.sql`(${at}::timestamptz + coalesce(
    (select k.offset_ms from company c join simulation_clock k on k.id = c.clock_id where c.id = w.company_id), 0)
    * interval '1 millisecond')`;
}

/** A reminder that is due: its request, and the instant at which it came due. */
export type DueReminder = { request: ConnectionRequest; dueAt: Temporal.Instant };

/**
 * Takes the reminders that have come due, each once: of the oldest waiting requests one line for each of `days` that has
 * passed since the last reminder. Two takers at once take different ones; `at` is real time.
 */
export async function takeDueReminders(
  tx: Transaction,
  { at, days, limit }: { at: Date; days: readonly number[]; limit: number },
): Promise<DueReminder[]> {
  const marks = Prisma.sql`unnest(${[...days]}::int[]) as marks(days)`;
  const rows = await tx.$queryRaw<(RequestRow & { dueAt: Date })[]>`
    with due as (
      select w.id, w.reminded_days as "before", reached.days as reached
      from connection_request w
      cross join lateral (
        select max(marks.days) as days from ${marks}
        where w.sent_at + marks.days * interval '24 hours' <= ${clockOf(at)}) reached
      where w.status = 'PENDING' and reached.days > w.reminded_days
      order by w.sent_at, w.id limit ${limit} for update of w skip locked
    ), taken as (
      update connection_request t set reminded_days = due.reached from due where t.id = due.id returning t.id
    )
    select ${requestColumns}, q.sent_at + marks.days * interval '24 hours' as "dueAt"
    from due join taken using (id) join connection_request q on q.id = due.id ${requestJoins}
    join ${marks} on marks.days > due.before and marks.days <= due.reached
    order by "dueAt", q.id`;
  return rows.map(({ dueAt, ...row }) => ({ request: toRequest(row), dueAt: toInstant(dueAt) }));
}

/**
 * Closes the oldest requests whose 90 days are over, as of that end, and returns them as they stood before. One whose
 * last reminder, after `remindedDays`, is still to come is left for later: it was due while the request waited. `at` is
 * real time.
 */
export async function takeExpiredRequests(
  tx: Transaction,
  { at, remindedDays, limit }: { at: Date; remindedDays: number; limit: number },
): Promise<ConnectionRequest[]> {
  const rows = await tx.$queryRaw<RequestRow[]>`
    with due as (
      select w.id from connection_request w
      where w.status = 'PENDING' and w.expires_at <= ${clockOf(at)} and w.reminded_days >= ${remindedDays}
      order by w.expires_at, w.id limit ${limit} for update of w skip locked
    ), closed as (
      update connection_request t set status = 'EXPIRED', closed_at = t.expires_at, version = t.version + 1
      from due where t.id = due.id returning t.id
    )
    select ${requestColumns} from due join closed using (id) join connection_request q on q.id = due.id ${requestJoins}
    order by q.expires_at, q.id`;
  return rows.map(toRequest);
}
