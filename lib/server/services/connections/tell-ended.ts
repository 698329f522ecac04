import type { Transaction } from "@/lib/server/context";
import type { Connection } from "@/lib/server/store/connections";
import { tellParties } from "./tell-parties";

/** Tells both sides that their connection is over. */
export async function tellEnded(
  tx: Transaction,
  connection: Connection,
  { at, exceptAccountId }: { at: Temporal.Instant; exceptAccountId: string | null },
): Promise<void> {
  await tellParties(tx, connection, [connection.dealer, connection.reseller], {
    template: "connection-ended",
    write: (to) => to,
    kind: "connection.ended",
    lines: {},
    at,
    exceptAccountId,
  });
}
