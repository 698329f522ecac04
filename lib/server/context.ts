import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { clockNow } from "@/lib/clock";
import { isRefusal, type Outcome } from "@/lib/domain/outcome";
import { can, isNarrowed, type Permission } from "@/lib/domain/permissions";
import type { CompanySide, EmployeeRole } from "@/lib/domain/roles";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import type { Prisma } from "@/prisma/generated/client";
import { isLockTimeout, isRetryable, isStarved } from "./database-errors";
import { database } from "./db";
import { beginCommand, type Command, finishCommand } from "./idempotency";
import type { AccountId, CompanyId } from "./ids";
import { log } from "./log";
import { kept } from "./store/kept-statements";

export type Transaction = Prisma.TransactionClient;

/** Where an act came from; history keeps it. */
export type Origin = "DESKTOP" | "PHONE" | "API" | "JOB";

/** `timeZone` is the person's own (IANA name), null where none was chosen. */
export type Account = { id: AccountId; name: string; email: string; timeZone: string | null };

/** A proven employee of one company. Minted by the gate alone; `now` and `role` are read anew in each transaction. */
export type CompanyContext = {
  companyId: CompanyId;
  companySlug: string;
  companyName: string;
  timeZone: string;
  side: CompanySide;
  role: EmployeeRole;
  /** A manager whom the owner lets see money (PRODUCT, section 5). Read anew as the role is. */
  isFinanceGranted: boolean;
  account: Account;
  /** The company's time: real time plus its clock's offset. */
  now: Temporal.Instant;
  clockId: string | null;
  clockOffsetMs: bigint;
  origin: Origin;
  requestId: string;
  /** The objects assigned to this employee are all it reaches; null: every object of the company. Read anew as the role is. */
  assignedOnly: string | null;
  /** Set by an action for the one command it runs; null for reads. */
  command: Command | null;
};

/** Carries a refusal out of a transaction, so that nothing it wrote stays. */
class RolledBack extends Error {
  constructor(readonly outcome: unknown) {
    super("rolled back");
  }
}

/** Thrown when a month boundary or an end passed while the transaction waited for a lock. */
class BoundaryPassed extends Error {}

const maxAttempts = 4;
const limits = () => ({ maxWait: env().databaseWaitMs, timeout: env().databaseWorkMs });
/** For the few commands that write one row for each hub of a whole fleet. */
const wideLimits = () => ({ maxWait: env().databaseWaitMs, timeout: Math.max(30_000, env().databaseWorkMs) });

/** `isWide` gives a command thirty seconds in place of five, for one that touches very many rows of its own. */
export type TransactionOptions = { isWide?: boolean };

/** Refuses with FORBIDDEN unless the context's role, with its finance flag, holds `permission` on its side (PRODUCT, section 5). */
export function requirePermission(ctx: CompanyContext, permission: Permission): void {
  if (!can(ctx, permission)) {
    throw new AppError("FORBIDDEN", { role: ctx.role, company: ctx.companyName, permission, side: ctx.side });
  }
}

/**
 * Runs `work` in one transaction of one company, the only way to the database.
 *
 * The context handed to `work` carries the role and the clock as they are now, so a form opened before a change of
 * role fails with the new truth. A refusal rolls back; an accepted command leaves its receipt under its key, and a
 * repeat gets that receipt. Deadlocks, and boundaries that pass while a lock is awaited, run the whole function again
 * with a fresh `now` (RELIABILITY, section 3). Throws STILL_RUNNING where a lock was not to be had in three seconds, and
 * UNAVAILABLE where no connection was to be had in two, or in DATABASE_WAIT_MS.
 */
export async function inTransaction<T>(
  ctx: CompanyContext,
  work: (tx: Transaction, ctx: CompanyContext) => Promise<T>,
  { isWide = false }: TransactionOptions = {},
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await database().$transaction(
        async (tx) => {
          if (isWide) await widen(tx);
          return runOnce(tx, ctx, work);
        },
        isWide ? wideLimits() : limits(),
      );
    } catch (error) {
      if (error instanceof RolledBack) return error.outcome as T;
      refuseToWait(error, ctx.requestId);
      const mayRepeat = isRetryable(error) || error instanceof BoundaryPassed;
      if (!mayRepeat || attempt >= maxAttempts) throw error;
      await pause(Math.random() * 20 * attempt);
    }
  }
}

/** Turns waits that ran out into what a person can be told; the log has the second under the reference that is shown. */
function refuseToWait(error: unknown, requestId: string): void {
  if (isLockTimeout(error)) throw new AppError("STILL_RUNNING");
  if (!isStarved(error)) return;
  const reference = requestId.slice(0, 8);
  log().warn({ err: error, reference }, "No connection to the database was free in time");
  throw new AppError("UNAVAILABLE", { id: reference });
}

/** Lets the statements of this one transaction take as long as it may itself. */
async function widen(tx: Transaction): Promise<void> {
  await tx.$queryRaw`select set_config('statement_timeout', ${String(wideLimits().timeout)}, true)`;
}

async function runOnce<T>(
  tx: Transaction,
  given: CompanyContext,
  work: (tx: Transaction, ctx: CompanyContext) => Promise<T>,
): Promise<T> {
  const ctx = await enter(tx, given);
  const stored = ctx.command ? await beginCommand(tx, ctx, ctx.command) : null;
  if (stored) return stored.outcome as T;

  const result = await work(tx, ctx);
  if (isRefusal(result)) throw new RolledBack(result);
  if (ctx.command) await finishCommand(tx, ctx, ctx.command, result as Outcome<unknown, never>);
  return result;
}

/**
 * Runs work that belongs to no company: accounts and sessions, the clock, the planner of the month rollover, health.
 * It sets no tenant, so the database's wall shows it no company's rows but through the code that owns them. Throws
 * STILL_RUNNING and UNAVAILABLE as {@link inTransaction} does.
 */
export async function inSystemTransaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
  return repeatedly(work, limits());
}

const longLimits = { maxWait: 10_000, timeout: 600_000 };

/**
 * Runs a job whose one statement writes very many rows, such as the closing of a month: up to ten minutes, with room for
 * its sort, and waiting up to a minute for a lock. Nothing that a person waits for belongs here.
 */
export async function inLongTransaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
  return repeatedly(async (tx) => {
    await tx.$queryRaw`
      select set_config('statement_timeout', ${`${longLimits.timeout}`}, true), set_config('lock_timeout', '60000', true),
        set_config('work_mem', '128MB', true)`;
    return work(tx);
  }, longLimits);
}

async function repeatedly<T>(work: (tx: Transaction) => Promise<T>, options: ReturnType<typeof limits>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await database().$transaction(work, options);
    } catch (error) {
      refuseToWait(error, randomUUID());
      if (!isRetryable(error) || attempt >= maxAttempts) throw error;
      await pause(Math.random() * 20 * attempt);
    }
  }
}

/**
 * Runs single statements outside any transaction, for the session read of every request and the health check. Throws
 * STILL_RUNNING and UNAVAILABLE as {@link inTransaction} does.
 */
export async function onDatabase<T>(work: (client: Transaction) => Promise<T>): Promise<T> {
  try {
    return await work(database());
  } catch (error) {
    refuseToWait(error, randomUUID());
    throw error;
  }
}

type Entry = {
  offsetMs: bigint;
  role: EmployeeRole | null;
  isFinanceGranted: boolean;
  employeeId: string;
  isAssignedOnly: boolean;
};

/** Sets the tenant for the database's wall and reads what must hold at this moment: clock, company, employment. */
async function enter(tx: Transaction, ctx: CompanyContext): Promise<CompanyContext> {
  const rows = await tx.$queryRaw<Entry[]>`
    ${kept} select set_config('app.company_id', ${ctx.companyId}, true), set_config('app.account_id', ${ctx.account.id}, true),
      coalesce(k.offset_ms, 0) as "offsetMs", e.role::text as role, e.id as "employeeId",
      e.is_finance_granted as "isFinanceGranted", c.is_assigned_only as "isAssignedOnly"
    from company c
    left join simulation_clock k on k.id = c.clock_id
    left join employee e on e.company_id = c.id and e.account_id = ${ctx.account.id}::uuid and e.state = 'ACTIVE'
    where c.id = ${ctx.companyId}::uuid and c.deleted_at is null`;
  const entry = rows[0];
  if (!entry?.role) throw new AppError("NOT_FOUND");
  const standing = { role: entry.role, isFinanceGranted: entry.isFinanceGranted };
  const assignedOnly = await enterReach(tx, { ...ctx, ...standing }, entry);
  return { ...ctx, ...standing, assignedOnly, clockOffsetMs: entry.offsetMs, now: clockNow(entry.offsetMs) };
}

/** Narrows the transaction where the permission table says "assigned only" and the company has switched that on. */
async function enterReach(tx: Transaction, ctx: CompanyContext, entry: Entry): Promise<string | null> {
  if (!isNarrowed(ctx, entry)) return null;
  await narrowTo(tx, entry.employeeId);
  return entry.employeeId;
}

/** Narrows a transaction to the objects assigned to an employee, for its own duration. */
export async function narrowTo(tx: Transaction, employeeId: string): Promise<void> {
  await tx.$queryRaw`select set_config('app.assigned_to', ${employeeId}, true)`;
}

/**
 * Ends this attempt if `boundary` has passed since `ctx.now` was taken, by the database's clock read under the lock;
 * the transaction helper then decides anew on the other side of it.
 */
export function requireSameSide(ctx: CompanyContext, lockedAt: Date, boundary: Temporal.Instant | null): void {
  if (!boundary) return;
  const now = Temporal.Instant.fromEpochMilliseconds(lockedAt.getTime() + Number(ctx.clockOffsetMs));
  const wasBefore = Temporal.Instant.compare(ctx.now, boundary) < 0;
  if (wasBefore && Temporal.Instant.compare(now, boundary) >= 0) throw new BoundaryPassed();
}
