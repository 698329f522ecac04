import { realNow, toDate, toInstant } from "@/lib/clock";
import type { AuditAction } from "@/lib/domain/audit-actions";
import type { NoticeKind } from "@/lib/domain/notices";
import { recordJobAudits } from "@/lib/server/audit";
import { inSystemTransaction, type Transaction } from "@/lib/server/context";
import { appendActs } from "@/lib/server/feed/append";
import { type Mail, postMails } from "@/lib/server/mail";
import { ringOffices, settleGroups } from "@/lib/server/store/notifications";
import { listOfficeReaders } from "@/lib/server/store/outbox-events";
import {
  closeTasks,
  openDriftTasks,
  openSimTasks,
  type TaskKind,
  type TaskRow,
} from "@/lib/server/store/service-tasks";

type Telling = {
  notice: NoticeKind;
  template: "sim-drift" | "sim-gone" | "sim-wrong-hub";
  group: string;
  /** The line in the timeline; null where the task alone tells. */
  action: Extract<AuditAction, "sim.gone" | "sim.misplaced"> | null;
};

const tellings: Record<TaskKind, Telling> = {
  SIM_DRIFT: { notice: "sim.drift", template: "sim-drift", group: "drift", action: null },
  SIM_GONE: { notice: "sim.gone", template: "sim-gone", group: "gone", action: "sim.gone" },
  SIM_ELSEWHERE: { notice: "sim.wrong_hub", template: "sim-wrong-hub", group: "elsewhere", action: "sim.misplaced" },
};

const groupOf = ({ kind, simId }: TaskRow) => `${tellings[kind].group}:${simId}`;

/**
 * Raises the alarm for each SIM that has not followed its order for five minutes, and ends every alarm whose cause is
 * gone: the task, lines under the bells and mails of the company's office and of who acted last, and word to open pages,
 * in one transaction. It may run twice and late: a task is open once, and counts from when its time was over.
 */
export async function watchDrift(): Promise<void> {
  await inSystemTransaction(async (tx) => {
    const now = toDate(realNow());
    const closed = await closeTasks(tx, now);
    await settleGroups(tx, closed.map(groupOf), now);
    await appendActs(
      tx,
      closed.map((row) => ({ ...actOf(row), kind: "sim.agreed" as const })),
    );
    const opened = await openDriftTasks(tx, now);
    await appendActs(
      tx,
      opened.map((row) => ({ ...actOf(row), kind: "sim.drifted" as const })),
    );
    await tell(tx, opened, now);
  });
}

/** As {@link watchDrift}, for live packages whose SIM is in another hub, or has been gone for half an hour. */
export async function watchPlaces(): Promise<void> {
  await inSystemTransaction(async (tx) => {
    const now = toDate(realNow());
    const opened = await openSimTasks(tx, now);
    await recordJobAudits(tx, opened.flatMap(linesOf));
    await tell(tx, opened, now);
  });
}

function actOf({ companyId, simId, hubKey, at }: TaskRow) {
  return { companyId, subjectId: simId, hubKey, at: toInstant(at) };
}

/** Both hubs' timelines say where a SIM was seen; a hub of another company is named to nobody. */
function linesOf(row: TaskRow) {
  const { kind, companyId, simId, iccid, hubKey, hubName, otherHubKey, otherHubName, at } = row;
  const action = tellings[kind].action;
  if (!action) return [];
  const line = {
    action,
    companyId,
    actorName: "Mobile network",
    subjectId: simId,
    subjectVersion: 1,
    before: null,
    after: { iccid, from: hubName, ...(otherHubName ? { to: otherHubName } : {}) },
    at: toInstant(at),
  };
  return [{ ...line, hubKey }, ...(otherHubKey ? [{ ...line, hubKey: otherHubKey }] : [])];
}

async function tell(tx: Transaction, rows: readonly TaskRow[], now: Date): Promise<void> {
  if (rows.length === 0) return;
  await ringOffices(tx, rows.map(toNotice), now);
  const mails: Mail[] = [];
  for (const row of rows) {
    const also = row.actorId ? [row.actorId] : [];
    for (const { accountId, email, locale } of await listOfficeReaders(tx, [row.companyId], also)) {
      const to = { to: email, locale, companyId: row.companyId, accountId };
      mails.push({
        ...to,
        template: tellings[row.kind].template,
        data: { ...namesOf(row), linkPath: pathOf(row) },
        at: row.at,
      });
    }
  }
  await postMails(tx, mails);
}

const namesOf = ({ hubName, objectName, companyName }: TaskRow) => ({
  hub: hubName,
  object: objectName,
  company: companyName,
});

const pathOf = ({ companySlug, objectId, hubId }: TaskRow) => `/c/${companySlug}/objects/${objectId}/hubs/${hubId}`;

function toNotice(row: TaskRow) {
  return {
    kind: tellings[row.kind].notice,
    data: { ...namesOf(row), person: row.companyName },
    href: pathOf(row),
    groupKey: groupOf(row),
    at: row.at,
    companyId: row.companyId,
    exceptAccountId: null,
    alsoAccountId: row.actorId,
  };
}
