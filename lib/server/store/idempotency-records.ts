import type { Prisma } from "@/prisma/generated/client";

/** Who gave a command under which key. */
export type CommandKey = { companyId: string; actorId: string; key: string };

/** Claims a key. Answers false where it is taken; a twin whose transaction is still open is waited for. */
export async function claimKey(tx: Prisma.TransactionClient, id: CommandKey, requestHash: string): Promise<boolean> {
  const claimed = await tx.$executeRaw`
    insert into idempotency_record (company_id, actor_id, key, request_hash)
    values (${id.companyId}::uuid, ${id.actorId}::uuid, ${id.key}, ${requestHash})
    on conflict do nothing`;
  return claimed === 1;
}

/** Reads what was stored under a key. Null where its transaction has not committed. */
export async function findRecord(
  tx: Prisma.TransactionClient,
  id: CommandKey,
): Promise<{ requestHash: string; receipt: unknown } | null> {
  const rows = await tx.$queryRaw<{ requestHash: string; receipt: unknown }[]>`
    select request_hash as "requestHash", receipt from idempotency_record
    where company_id = ${id.companyId}::uuid and actor_id = ${id.actorId}::uuid and key = ${id.key}`;
  return rows[0] ?? null;
}

/** Keeps the receipt of an accepted command. */
export async function keepReceipt(tx: Prisma.TransactionClient, id: CommandKey, receipt: unknown): Promise<void> {
  await tx.$executeRaw`
    update idempotency_record set receipt = ${JSON.stringify(receipt)}::jsonb
    where company_id = ${id.companyId}::uuid and actor_id = ${id.actorId}::uuid and key = ${id.key}`;
}

/** Deletes at most so many receipts of commands accepted before an instant of real time. Returns how many. */
export async function deleteReceipts(
  tx: Prisma.TransactionClient,
  acceptedBefore: Date,
  most: number,
): Promise<number> {
  return tx.$executeRaw`
    delete from idempotency_record where ctid = any(array(
      select ctid from idempotency_record where created_at < ${acceptedBefore}::timestamptz
      order by created_at limit ${most} for update skip locked))`;
}
