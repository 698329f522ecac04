import type { Transaction } from "../../context";

export type NewBinding = { userId: string; hubKey: string; role: "MASTER" | "USER"; at: Date };

/** Binds a user to a hub; one who is bound keeps the role they have. */
export async function bindHub(tx: Transaction, { userId, hubKey, role, at }: NewBinding): Promise<void> {
  await tx.$executeRaw`
    insert into cloud.hub_binding (user_id, hub_id, role, created_at)
    values (${userId}::uuid, ${hubKey}::uuid, ${role}, ${at}) on conflict do nothing`;
}

/** Takes a user's binding to a hub away. False where there is none. */
export async function unbindHub(tx: Transaction, { userId, hubKey }: Pick<NewBinding, "userId" | "hubKey">) {
  const removed = await tx.$executeRaw`
    delete from cloud.hub_binding where user_id = ${userId}::uuid and hub_id = ${hubKey}::uuid`;
  return removed === 1;
}

/** Finds somebody who lives with a hub by their address. */
export async function findEndUserId(tx: Transaction, email: string): Promise<string | null> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select id from cloud.end_user where email = ${email}::citext`;
  return rows[0]?.id ?? null;
}

/** Somebody who accepted to look after a hub. */
export type HubUser = { userId: string; email: string; name: string; role: "MASTER" | "USER" };

/** Lists the users of a hub, its masters first. */
export async function listBoundUsers(tx: Transaction, hubKey: string): Promise<HubUser[]> {
  return tx.$queryRaw<HubUser[]>`
    select u.id as "userId", u.email::text as email, concat_ws(' ', u.first_name, nullif(u.last_name, '')) as name, b.role
    from cloud.hub_binding b join cloud.end_user u on u.id = b.user_id
    where b.hub_id = ${hubKey}::uuid order by b.role <> 'MASTER', b.created_at, u.id`;
}

/** Counts the users of a hub. */
export async function countBoundUsers(tx: Transaction, hubKey: string): Promise<number> {
  const rows = await tx.$queryRaw<{ users: number }[]>`
    select count(*)::int as users from cloud.hub_binding where hub_id = ${hubKey}::uuid`;
  return rows[0]?.users ?? 0;
}

/** Locks a hub, so that changes of its list of users follow each other. */
export async function lockUserList(tx: Transaction, hubId: string): Promise<void> {
  await tx.$executeRaw`select from hub where hub_id = ${hubId} and released_at is null for no key update`;
}
