import { realNow, toDate, toInstant } from "@/lib/clock";
import { recordJobAudit } from "@/lib/server/audit";
import { inSystemTransaction, type Transaction } from "@/lib/server/context";
import { type DueTransfer, handOver, lockDueTransfers } from "@/lib/server/store/hub-transfers";

const transfersAtOnce = 20;

/**
 * Finishes the transfers whose quarter of an hour is over, as of its end: the target has the configuration, or, where a
 * fault has cut the transfer off, both hubs are as they were and it can be tried again. It may run twice and late.
 */
export async function finishTransfers(): Promise<void> {
  for (let done = transfersAtOnce; done === transfersAtOnce; ) {
    done = await inSystemTransaction(async (tx) => {
      const due = await lockDueTransfers(tx, toDate(realNow()), transfersAtOnce);
      for (const transfer of due) await finish(tx, transfer);
      return due.length;
    });
  }
}

async function finish(tx: Transaction, transfer: DueTransfer): Promise<void> {
  const { id, companyId, sourceId, targetId, sourceName, targetName, dueAt, isCut } = transfer;
  if (!isCut) await handOver(tx, sourceId, targetId);
  await tx.hubTransfer.update({
    where: { id },
    data: { state: isCut ? "INTERRUPTED" : "DONE", endedAt: dueAt },
    select: { id: true },
  });
  for (const hubKey of [sourceId, targetId]) {
    await recordJobAudit(tx, {
      companyId,
      actorName: "Hub transfer",
      action: isCut ? "hub.transfer_interrupted" : "hub.transferred",
      subjectId: hubKey,
      subjectVersion: 1,
      hubKey,
      before: null,
      after: { from: sourceName, to: targetName },
      at: toInstant(dueAt),
    });
  }
}
