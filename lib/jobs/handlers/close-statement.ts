import { closeMonthsOf } from "@/lib/server/services/statements/close-due-months";
import { jobPayloads } from "../contracts";

/** Closes what months of one reseller can be closed. Run twice, it finds nothing left. */
export async function handleCloseStatement(payload: unknown): Promise<void> {
  await closeMonthsOf(jobPayloads["close-statement"].parse(payload).resellerId, "SKIP");
}
