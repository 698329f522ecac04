import type { Transaction } from "../../context";

export type NewInvitation = { id: string; hubKey: string; email: string; invitedByName: string; at: Date };

/** Invites an address to a hub. False where it is invited already. */
export async function addInvitation(tx: Transaction, { id, hubKey, email, invitedByName, at }: NewInvitation) {
  const added = await tx.$executeRaw`
    insert into cloud.hub_invitation (id, hub_id, email, invited_by_name, created_at)
    values (${id}::uuid, ${hubKey}::uuid, ${email}::citext, ${invitedByName}, ${at})
    on conflict (hub_id, email) where state = 'PENDING' do nothing`;
  return added === 1;
}

/** Revokes the invitation of an address to a hub. False where none is pending. */
export async function revokeInvitation(
  tx: Transaction,
  { hubKey, email, at }: Pick<NewInvitation, "hubKey" | "email" | "at">,
): Promise<boolean> {
  const revoked = await tx.$executeRaw`
    update cloud.hub_invitation set state = 'REVOKED', closed_at = greatest(${at}, created_at)
    where hub_id = ${hubKey}::uuid and email = ${email}::citext and state = 'PENDING'`;
  return revoked === 1;
}
