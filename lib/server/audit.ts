import { randomUUID } from "node:crypto";
import { toDate } from "@/lib/clock";
import type { AuditAction } from "@/lib/domain/audit-actions";
import type { CompanyContext, Transaction } from "./context";

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

/** Writes the history entry of an accepted command, in the command's transaction. If it cannot be written, nothing is. */
export async function recordAudit(tx: Transaction, ctx: CompanyContext, fact: AuditFact): Promise<void> {
  const before = fact.before ? JSON.stringify(fact.before) : null;
  const after = fact.after ? JSON.stringify(fact.after) : null;
  await tx.$executeRaw`
    insert into audit_entry (id, company_id, counterpart_id, actor_kind, actor_id, actor_name, action, subject_id,
      subject_version, hub_id, before, after, reason, origin, request_id, at, effective_at)
    values (${randomUUID()}::uuid, ${ctx.companyId}::uuid, ${fact.counterpartId ?? null}::uuid, 'PERSON',
      ${ctx.account.id}::uuid, ${ctx.account.name}, ${fact.action}, ${fact.subjectId}::uuid, ${fact.subjectVersion},
      ${fact.hubKey ?? null}::uuid, ${before}::jsonb, ${after}::jsonb, ${fact.reason ?? null}, ${ctx.origin},
      ${ctx.requestId}, ${toDate(ctx.now)}, ${toDate(fact.effectiveAt ?? ctx.now)})`;
}

/** What a job did by itself; `at` is by the company's clock. */
export type JobAuditFact = Omit<AuditFact, "effectiveAt" | "reason" | "counterpartId"> & {
  companyId: string;
  actorName: string;
  at: Temporal.Instant;
};

/** Writes the history entry of a job's act, in the job's transaction. */
export async function recordJobAudit(tx: Transaction, fact: JobAuditFact): Promise<void> {
  await tx.auditEntry.create({
    data: {
      companyId: fact.companyId,
      actorKind: "JOB",
      actorName: fact.actorName,
      action: fact.action,
      subjectId: fact.subjectId,
      subjectVersion: fact.subjectVersion,
      hubId: fact.hubKey ?? null,
      after: JSON.parse(JSON.stringify(fact.after)),
      origin: "JOB",
      at: toDate(fact.at),
      effectiveAt: toDate(fact.at),
    },
  });
}
