import { createHash } from "node:crypto";
import type { Outcome } from "@/lib/domain/outcome";
import { AppError } from "@/lib/errors";
import type { CompanyContext, Transaction } from "./context";

/** The key a form or a caller gave its command, and what it asked for. */
export type Command = { key: string; inputHash: string };

/** Makes the command of one submission. The hash covers the whole parsed input, in a stable order of names. */
export function commandOf(key: string, input: Record<string, unknown>): Command {
  const sorted = Object.entries(input).sort(([a], [b]) => (a < b ? -1 : 1));
  return { key, inputHash: createHash("sha256").update(JSON.stringify(sorted)).digest("hex") };
}

type Stored = { requestHash: string; receipt: unknown };

/**
 * Claims the command's key in its own transaction. Returns null for a first run and the stored outcome for a repeat.
 * A twin that is still running is waited for; past the lock limit the caller says STILL_RUNNING.
 * The same key with other input throws DUPLICATE_SUBMIT (RELIABILITY I-12).
 */
export async function beginCommand(
  tx: Transaction,
  ctx: CompanyContext,
  command: Command,
): Promise<{ outcome: unknown } | null> {
  const claimed = await tx.$executeRaw`
    insert into idempotency_record (company_id, actor_id, key, request_hash)
    values (${ctx.companyId}::uuid, ${ctx.account.id}::uuid, ${command.key}, ${command.inputHash})
    on conflict do nothing`;
  if (claimed === 1) return null;

  const rows = await tx.$queryRaw<Stored[]>`
    select request_hash as "requestHash", receipt from idempotency_record
    where company_id = ${ctx.companyId}::uuid and actor_id = ${ctx.account.id}::uuid and key = ${command.key}`;
  const stored = rows[0];
  if (!stored) throw new AppError("STILL_RUNNING");
  if (stored.requestHash !== command.inputHash) throw new AppError("DUPLICATE_SUBMIT");
  return { outcome: stored.receipt };
}

/** Keeps the accepted outcome under the command's key, in the command's own transaction. */
export async function finishCommand(
  tx: Transaction,
  ctx: CompanyContext,
  command: Command,
  outcome: Outcome<unknown, never>,
): Promise<void> {
  await tx.$executeRaw`
    update idempotency_record set receipt = ${JSON.stringify(outcome)}::jsonb
    where company_id = ${ctx.companyId}::uuid and actor_id = ${ctx.account.id}::uuid and key = ${command.key}`;
}
