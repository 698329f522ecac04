import { toDate } from "@/lib/clock";
import type { AuditAction } from "@/lib/domain/audit-actions";
import type { CompanyContext, Transaction } from "./context";
import { appendAct, appendActs } from "./feed/append";
import { isFact } from "./feed/kinds";
import { insertPersonEntry } from "./store/audit-entries";

/** What one accepted command did to one thing. Snapshots hold no secrets. */
export type AuditFact = {
  action: AuditAction;
  subjectId: string;
  subjectVersion: number;
  /** The hub whose timeline shows it. */
  hubKey?: string;
  /** The other company that may read it. */
  counterpartId?: string;
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
  /** When it takes effect, by the company's clock; now if left out. */
  effectiveAt?: Temporal.Instant;
  reason?: string;
};

/**
 * Writes the history entry of an accepted command, in the command's transaction, and tells it to the feed; but for
 * what happens to a hub's services, which its service tells with `appendEvent`. If it cannot be written, nothing is.
 */
export async function recordAudit(tx: Transaction, ctx: CompanyContext, fact: AuditFact): Promise<void> {
  await insertPersonEntry(tx, {
    companyId: ctx.companyId,
    counterpartId: fact.counterpartId ?? null,
    actorId: ctx.account.id,
    actorName: ctx.account.name,
    action: fact.action,
    subjectId: fact.subjectId,
    subjectVersion: fact.subjectVersion,
    hubKey: fact.hubKey ?? null,
    before: fact.before,
    after: fact.after,
    reason: fact.reason ?? null,
    origin: ctx.origin,
    requestId: ctx.requestId,
    at: toDate(ctx.now),
    effectiveAt: toDate(fact.effectiveAt ?? ctx.now),
  });
  const { action, subjectId, hubKey, counterpartId } = fact;
  if (isFact(action)) return;
  await appendAct(tx, {
    kind: action,
    companyId: ctx.companyId,
    counterpartId,
    subjectId,
    hubKey,
    at: ctx.now,
  });
}

/** What a job did by itself; `at` is by the company's clock, and it takes effect then unless the fact says otherwise. */
export type JobAuditFact = AuditFact & {
  companyId: string;
  actorName: string;
  at: Temporal.Instant;
};

/** Writes the history entry of a job's act, in the job's transaction, and tells it as {@link recordAudit} does. */
export async function recordJobAudit(tx: Transaction, fact: JobAuditFact): Promise<void> {
  await recordJobAudits(tx, [fact]);
}

/** As {@link recordJobAudit}, for many acts in one statement. */
export async function recordJobAudits(tx: Transaction, facts: readonly JobAuditFact[]): Promise<void> {
  await tx.auditEntry.createMany({
    data: facts.map((fact) => ({
      companyId: fact.companyId,
      counterpartId: fact.counterpartId ?? null,
      actorKind: "JOB" as const,
      actorName: fact.actorName,
      action: fact.action,
      subjectId: fact.subjectId,
      subjectVersion: fact.subjectVersion,
      hubId: fact.hubKey ?? null,
      ...snapshot("before", fact.before),
      ...snapshot("after", fact.after),
      reason: fact.reason ?? null,
      origin: "JOB",
      at: toDate(fact.at),
      effectiveAt: toDate(fact.effectiveAt ?? fact.at),
    })),
  });
  await appendActs(
    tx,
    facts.flatMap(({ action, ...fact }) => (isFact(action) ? [] : [{ kind: action, ...placeOf(fact) }])),
  );
}

function placeOf({ companyId, counterpartId, subjectId, hubKey, at }: Omit<JobAuditFact, "action">) {
  return { companyId, counterpartId, subjectId, hubKey, at };
}

/** A snapshot as the database keeps it; left out where there is none, which it keeps as null. */
function snapshot(name: "before" | "after", fields: AuditFact["before"]) {
  return fields ? { [name]: JSON.parse(JSON.stringify(fields)) } : {};
}
