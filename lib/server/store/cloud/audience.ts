import type { Transaction } from "../../context";

/** Somebody who listens: by which sign-in, and who. */
export type Listening = { familyId: string; userId: string };

/** The hubs that somebody may hear of now, by their keys inside; null for a sign-in that has ended. */
export type Hearing = readonly string[] | null;

/**
 * Says what listeners may hear now, in their order: hubs that they are bound to and where the reporting address is
 * invited and has not answered. One join for all of them, however many listen. Source: INTEGRATION 10.8.
 */
export async function listHearings(
  client: Transaction,
  listeners: readonly Listening[],
  reportingAddress: string,
): Promise<Hearing[]> {
  const families = listeners.map(({ familyId }) => familyId);
  const users = listeners.map(({ userId }) => userId);
  const rows = await client.$queryRaw<{ isLive: boolean; hubs: string[] }[]>`
    with listener as materialized (
      select l.family_id, l.user_id, l.place
      from unnest(${families}::uuid[], ${users}::uuid[]) with ordinality as l (family_id, user_id, place)
    ), live as materialized (
      select distinct l.place from listener l
      join cloud.session s on s.user_id = l.user_id and s.family_id = l.family_id and s.revoked_at is null
    ), heard as materialized (
      select b.user_id, array_agg(b.hub_id::text) as hubs from cloud.hub_binding b
      join hub h on h.id = b.hub_id and h.released_at is null
      join cloud.hub_invitation i on i.hub_id = b.hub_id and i.state = 'PENDING' and i.email = ${reportingAddress}::citext
      where b.user_id = any(${users}::uuid[]) group by b.user_id
    )
    select v.place is not null as "isLive", coalesce(e.hubs, '{}') as hubs
    from listener l left join live v on v.place = l.place left join heard e on e.user_id = l.user_id
    order by l.place`;
  return rows.map(({ isLive, hubs }) => (isLive ? hubs : null));
}

/** Says what the user of a box may hear now, as {@link listHearings} does for streams. */
export async function hubsToHear(client: Transaction, userId: string, reportingAddress: string): Promise<string[]> {
  const rows = await client.$queryRaw<{ hubKey: string }[]>`
    select b.hub_id::text as "hubKey" from cloud.hub_binding b
    join hub h on h.id = b.hub_id and h.released_at is null
    join cloud.hub_invitation i on i.hub_id = b.hub_id and i.state = 'PENDING' and i.email = ${reportingAddress}::citext
    where b.user_id::text = ${userId}`;
  return rows.map(({ hubKey }) => hubKey);
}

/** Names a user's hubs that report now, by the rule of {@link hubsToHear}, and those that do not. */
export type ReportingHub = { hubId: string; name: string; isReporting: boolean };

/**
 * Lists the hubs a user is bound to, by name, and whether each reports to the address of an event reporter (its
 * invitation stays pending, which is normal).
 */
export async function listReportingHubs(
  client: Transaction,
  userId: string,
  reportingAddress: string,
): Promise<ReportingHub[]> {
  return client.$queryRaw<ReportingHub[]>`
    select h.hub_id as "hubId", h.name, exists (select from cloud.hub_invitation i
      where i.hub_id = b.hub_id and i.state = 'PENDING' and i.email = ${reportingAddress}::citext) as "isReporting"
    from cloud.hub_binding b join hub h on h.id = b.hub_id and h.released_at is null
    where b.user_id = ${userId}::uuid order by h.name, h.id`;
}
