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

/** A pending invitation of a user's own address. */
export type OpenInvitation = { hubId: string; hubKey: string; companyId: string };

/** Finds a pending invitation of a user's own address. Null for others', for what was answered or revoked, and unknown ids. */
export async function findOpenInvitation(
  tx: Transaction,
  { invitationId, userId }: { invitationId: string; userId: string },
): Promise<OpenInvitation | null> {
  const rows = await tx.$queryRaw<OpenInvitation[]>`
    select h.hub_id as "hubId", h.id as "hubKey", h.company_id as "companyId" from cloud.hub_invitation i
    join cloud.end_user u on u.id = ${userId}::uuid and u.email = i.email
    join hub h on h.id = i.hub_id and h.released_at is null
    where i.id = ${invitationId}::uuid and i.state = 'PENDING'`;
  return rows[0] ?? null;
}

/** Closes a pending invitation. False if it was closed meanwhile. */
export async function closeInvitation(
  tx: Transaction,
  { invitationId, state, at }: { invitationId: string; state: "ACCEPTED" | "REVOKED"; at: Date },
): Promise<boolean> {
  const closed = await tx.$executeRaw`
    update cloud.hub_invitation set state = ${state}, closed_at = greatest(${at}, created_at)
    where id = ${invitationId}::uuid and state = 'PENDING'`;
  return closed === 1;
}

/** An invitation that waits for an answer, as the hub's users see it. */
export type PendingInvitation = { id: string; email: string; invitedByName: string; at: Date };

/** Lists a hub's invitations without an answer, the oldest first. */
export async function listPendingInvitations(tx: Transaction, hubKey: string): Promise<PendingInvitation[]> {
  return tx.$queryRaw<PendingInvitation[]>`
    select id, email::text as email, invited_by_name as "invitedByName", created_at as at
    from cloud.hub_invitation where hub_id = ${hubKey}::uuid and state = 'PENDING' order by created_at, id`;
}

/** An invitation that waits for a user's own answer. */
export type OwnInvitation = { id: string; hubName: string; invitedByName: string; at: Date };

/**
 * Lists the invitations to a user's own address without an answer, the oldest first; none to a hub that left its
 * company.
 */
export async function listOwnInvitations(tx: Transaction, userId: string): Promise<OwnInvitation[]> {
  return tx.$queryRaw<OwnInvitation[]>`
    select i.id, h.name as "hubName", i.invited_by_name as "invitedByName", i.created_at as at
    from cloud.end_user u join cloud.hub_invitation i on i.email = u.email and i.state = 'PENDING'
    join hub h on h.id = i.hub_id and h.released_at is null
    where u.id = ${userId}::uuid order by i.created_at, i.id`;
}

/** A pending invitation, for whoever has its mail. `hasAccount` says that the address has one, of either kind. */
export type MailedInvitation = {
  email: string;
  hubId: string;
  hubKey: string;
  hubName: string;
  invitedByName: string;
  hasAccount: boolean;
};

/**
 * Finds a pending invitation by the id in its mail; null once it was answered, revoked, or the hub left its company.
 */
export async function findMailedInvitation(tx: Transaction, invitationId: string): Promise<MailedInvitation | null> {
  const rows = await tx.$queryRaw<MailedInvitation[]>`
    select i.email::text as email, h.hub_id as "hubId", h.id as "hubKey", h.name as "hubName",
      i.invited_by_name as "invitedByName",
      exists (select from cloud.address a where a.email = i.email) as "hasAccount"
    from cloud.hub_invitation i join hub h on h.id = i.hub_id and h.released_at is null
    where i.id = ${invitationId}::uuid and i.state = 'PENDING'`;
  return rows[0] ?? null;
}
