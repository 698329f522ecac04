import { randomUUID } from "node:crypto";
import type { Prisma } from "@/prisma/generated/client";

/** One line of history as it is stored. `at` and `effectiveAt` go by the company's clock. */
export type AuditRow = {
  companyId: string;
  counterpartId: string | null;
  actorId: string;
  actorName: string;
  action: string;
  subjectId: string;
  subjectVersion: number;
  hubKey: string | null;
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
  reason: string | null;
  origin: string;
  requestId: string;
  at: Date;
  effectiveAt: Date;
};

/** Adds a person's line to the history. Nobody changes or removes one. */
export async function insertPersonEntry(tx: Prisma.TransactionClient, row: AuditRow): Promise<void> {
  const before = row.before ? JSON.stringify(row.before) : null;
  const after = row.after ? JSON.stringify(row.after) : null;
  await tx.$executeRaw`
    insert into audit_entry (id, company_id, counterpart_id, actor_kind, actor_id, actor_name, action, subject_id,
      subject_version, hub_id, before, after, reason, origin, request_id, at, effective_at)
    values (${randomUUID()}::uuid, ${row.companyId}::uuid, ${row.counterpartId}::uuid, 'PERSON',
      ${row.actorId}::uuid, ${row.actorName}, ${row.action}, ${row.subjectId}::uuid, ${row.subjectVersion},
      ${row.hubKey}::uuid, ${before}::jsonb, ${after}::jsonb, ${row.reason}, ${row.origin},
      ${row.requestId}, ${row.at}, ${row.effectiveAt})`;
}
