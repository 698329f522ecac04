import { createHash } from "node:crypto";
import type { Outcome } from "@/lib/domain/outcome";
import { AppError } from "@/lib/errors";
import type { Prisma } from "@/prisma/generated/client";
import { type CommandKey, claimKey, findRecord, keepReceipt } from "./store/idempotency-records";

/** The key a form or a caller gave its command, and what it asked for. */
export type Command = { key: string; inputHash: string };

/** Makes the command of one submission. The hash covers the whole parsed input, in a stable order of names. */
export function commandOf(key: string, input: Record<string, unknown>): Command {
  const sorted = Object.entries(input).sort(([a], [b]) => (a < b ? -1 : 1));
  return { key, inputHash: createHash("sha256").update(JSON.stringify(sorted)).digest("hex") };
}

/** Who gives the command. */
type Giver = { companyId: string; account: { id: string } };

function keyOf({ companyId, account }: Giver, { key }: Command): CommandKey {
  return { companyId, actorId: account.id, key };
}

/**
 * Claims the command's key in its own transaction. Returns null for a first run and the stored outcome for a repeat.
 * A twin that is still running is waited for; past the lock limit the caller says STILL_RUNNING.
 * The same key with other input throws DUPLICATE_SUBMIT (RELIABILITY I-12).
 */
export async function beginCommand(
  tx: Prisma.TransactionClient,
  giver: Giver,
  command: Command,
): Promise<{ outcome: unknown } | null> {
  const id = keyOf(giver, command);
  if (await claimKey(tx, id, command.inputHash)) return null;

  const stored = await findRecord(tx, id);
  if (!stored) throw new AppError("STILL_RUNNING");
  if (stored.requestHash !== command.inputHash) throw new AppError("DUPLICATE_SUBMIT");
  return { outcome: stored.receipt };
}

/** Keeps the accepted outcome under the command's key, in the command's own transaction. */
export async function finishCommand(
  tx: Prisma.TransactionClient,
  giver: Giver,
  command: Command,
  outcome: Outcome<unknown, never>,
): Promise<void> {
  await keepReceipt(tx, keyOf(giver, command), outcome);
}
