import { inSystemTransaction } from "@/lib/server/context";
import { listDueResellers } from "@/lib/server/services/statements/close-due-months";
import { enqueue } from "../queue";

export const statementPauseMs = 5_000;

/** Offers every reseller whose month may be over to the workers, again and again until it is closed. */
export async function offerClosings(): Promise<void> {
  const resellers = await listDueResellers();
  if (resellers.length === 0) return;
  await inSystemTransaction(async (tx) => {
    for (const resellerId of resellers) {
      await enqueue(tx, "close-statement", { resellerId }, `close-statement:${resellerId}`);
    }
  });
}
