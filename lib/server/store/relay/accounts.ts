import type { Transaction } from "../../context";

/** Finds who may use the relay by the keyed hash of what was sent. */
export async function findRelayAccount(tx: Transaction, headerHmac: string): Promise<string | null> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select id from relay.account where header_hmac = ${headerHmac} and revoked_at is null`;
  return rows[0]?.id ?? null;
}

export type NewRelayAccount = { id: string; name: string; headerHmac: string; createdAt: Date };

/** Lets whoever sends the secret behind `headerHmac` use the relay. */
export async function addRelayAccount(tx: Transaction, account: NewRelayAccount): Promise<void> {
  await tx.$executeRaw`
    insert into relay.account (id, name, header_hmac, created_at)
    values (${account.id}::uuid, ${account.name}, ${account.headerHmac}, ${account.createdAt})`;
}
