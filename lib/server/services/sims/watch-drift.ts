import { realNow, toDate, toInstant } from "@/lib/clock";
import { inSystemTransaction } from "@/lib/server/context";
import { appendActs } from "@/lib/server/feed/append";
import { ringOffices, settleGroups } from "@/lib/server/store/notifications";
import { closeDriftTasks, type DriftRow, openDriftTasks } from "@/lib/server/store/service-tasks";

const groupOf = ({ simId }: Pick<DriftRow, "simId">) => `drift:${simId}`;

/**
 * Raises the alarm for each SIM that has not followed its order for five minutes, and ends it once it does: the task, a
 * line under the bells of the company's owner and managers, and word to open pages, in one transaction. It may run twice
 * and late: a task is open once, and counts from when the five minutes were over.
 */
export async function watchDrift(): Promise<void> {
  await inSystemTransaction(async (tx) => {
    const now = toDate(realNow());
    const closed = await closeDriftTasks(tx, now);
    const opened = await openDriftTasks(tx, now);
    await ringOffices(tx, opened.map(toNotice), now);
    await settleGroups(tx, closed.map(groupOf), now);
    const acts = [
      ...closed.map((row) => ({ ...row, kind: "sim.agreed" as const })),
      ...opened.map((row) => ({ ...row, kind: "sim.drifted" as const })),
    ];
    await appendActs(
      tx,
      acts.map(({ kind, companyId, simId, hubKey, at }) => ({
        kind,
        companyId,
        subjectId: simId,
        hubKey,
        at: toInstant(at),
      })),
    );
  });
}

function toNotice(row: DriftRow) {
  const { companyId, companySlug, companyName, hubId, hubName, objectId, objectName, at } = row;
  return {
    kind: "sim.drift" as const,
    data: { hub: hubName, object: objectName, company: companyName, person: companyName },
    href: `/c/${companySlug}/objects/${objectId}/hubs/${hubId}`,
    groupKey: groupOf(row),
    at,
    companyId,
    exceptAccountId: null,
    alsoAccountId: null,
  };
}
