import { inSystemTransaction, type Transaction } from "@/lib/server/context";
import { databaseFaultOf, isOutOfTime } from "@/lib/server/database-errors";

/** How packages of one kind are ended. Each step is one transaction; rows that somebody else holds are passed over. */
export type Ending = {
  /** Ends up to `limit` of them, or the package `only`, and returns how many. */
  endBatch: (tx: Transaction, limit: number, only?: string) => Promise<number>;
  /** Locks the first of them. Null where there is none. */
  lockFirst: (tx: Transaction) => Promise<string | null>;
  /** Keeps a package that the constraint `failure` refuses out of all further batches. */
  setAside: (tx: Transaction, due: { id: string; failure: string }) => Promise<void>;
};

const batchSize = 2_000;

/** A batch this small that still runs out of time is no matter of its size. */
const smallestBatch = 100;

/**
 * Ends packages batch by batch until none is left but what others hold, and returns how many. A batch that a constraint
 * refuses is halved until one package stands alone; that one is set aside under the constraint's name, the rest go on.
 * Where a batch runs out of time, this one and all later ones are half as large.
 */
export async function endInHalves(ending: Ending): Promise<number> {
  let ended = 0;
  let size = batchSize;
  let limit = size;
  for (;;) {
    const count = limit > 1 ? await tryBatch(ending, limit) : await tryOne(ending);
    if (count === 0) return ended;
    if (typeof count === "number") ended += count;
    if (count === "TOO_LARGE") size = Math.floor(limit / 2);
    limit = count === "REFUSED" ? Math.floor(limit / 2) : size;
  }
}

async function tryBatch(ending: Ending, limit: number): Promise<number | "REFUSED" | "TOO_LARGE"> {
  try {
    return await inSystemTransaction((tx) => ending.endBatch(tx, limit));
  } catch (error) {
    if (isOutOfTime(error) && limit > smallestBatch) return "TOO_LARGE";
    if (!refusingConstraint(error)) throw error;
    return "REFUSED";
  }
}

/** Names the package before it tries, so that no other is set aside when locks come and go between the two. */
async function tryOne(ending: Ending): Promise<number | "SET_ASIDE"> {
  const first: { id: string | null } = { id: null };
  try {
    return await inSystemTransaction(async (tx) => {
      first.id = await ending.lockFirst(tx);
      return first.id ? ending.endBatch(tx, 1, first.id) : 0;
    });
  } catch (error) {
    const failure = refusingConstraint(error);
    const { id } = first;
    if (!failure || !id) throw error;
    await inSystemTransaction((tx) => ending.setAside(tx, { id, failure }));
    return "SET_ASIDE";
  }
}

/** Names the constraint that refused, by its error code where it has no name. Null for every other error. */
function refusingConstraint(error: unknown): string | null {
  const fault = databaseFaultOf(error);
  return fault?.sqlState.startsWith("23") ? (fault.constraint ?? fault.sqlState) : null;
}
