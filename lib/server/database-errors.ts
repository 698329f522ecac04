/** What Postgres said, as far as it may decide anything: the SQLSTATE and the name of the broken constraint. */
export type DatabaseFault = { sqlState: string; constraint: string | null };

type Unknown = Record<string, unknown>;

function isRecord(value: unknown): value is Unknown {
  return typeof value === "object" && value !== null;
}

/** Finds the driver's own report inside an error of the client, however deeply it is wrapped. Null for other errors. */
export function databaseFaultOf(error: unknown): DatabaseFault | null {
  let at: unknown = error;
  for (let depth = 0; depth < 6 && isRecord(at); depth++) {
    if (typeof at.originalCode === "string") {
      return { sqlState: at.originalCode, constraint: constraintIn(String(at.originalMessage ?? "")) };
    }
    const meta = isRecord(at.meta) ? at.meta.driverAdapterError : undefined;
    at = meta ?? at.cause;
  }
  return null;
}

function constraintIn(message: string): string | null {
  return /constraint "([^"]+)"/.exec(message)?.[1] ?? null;
}

/** Serialization failure and deadlock: the whole transaction may run again. */
export function isRetryable(error: unknown): boolean {
  const state = databaseFaultOf(error)?.sqlState;
  return state === "40001" || state === "40P01";
}

/** In the driver's words: none of the pool was free in time, or the server did not greet a new one. */
const starvedWords = ["timeout exceeded when trying to connect", "Connection terminated due to connection timeout"];

/** No connection was free in time, in the pool or on the server: there is more to do than it can. */
export function isStarved(error: unknown): boolean {
  if (!isRecord(error)) return false;
  const message = String(error.message);
  if (error.code === "P2028") return /start a transaction/i.test(message);
  const state = databaseFaultOf(error)?.sqlState ?? error.code;
  return state === "53300" || starvedWords.some((words) => message.includes(words));
}

/** A statement of the bare driver that waited for a lock, or ran, longer than it may. */
export function isHeldUp(error: unknown): boolean {
  return isRecord(error) && (error.code === "55P03" || error.code === "57014");
}

/** Lock wait that ran out: somebody else is still busy with the row. */
export function isLockTimeout(error: unknown): boolean {
  return databaseFaultOf(error)?.sqlState === "55P03";
}

/** A statement or a transaction that took longer than it may; nothing of it stays. */
export function isOutOfTime(error: unknown): boolean {
  return databaseFaultOf(error)?.sqlState === "57014" || (isRecord(error) && error.code === "P2028");
}
