import { Prisma } from "@/prisma/generated/client";

/**
 * Whether a package `p` that is to end with its connection goes on all the same: that one was kept and nobody has written
 * it down here yet, or an approved move takes the hub away at that very boundary. The rule is `settledPackage` of the
 * domain. It costs nothing for packages with an end of their own.
 */
export const goesOn = Prisma.sql`coalesce(p.end_cause = 'CONNECTION' and (
  exists (select from reseller_connection kept where kept.id = p.connection_id and kept.state = 'OPEN')
  or exists (select from scheduled_change moves join reseller_connection taker on taker.id = moves.connection_id
    where moves.hub_package_id = p.id and moves.status = 'PLANNED' and moves.is_approved and taker.state = 'OPEN'
      and moves.effective_at <= p.expires_at)), false)`;

/** A live package `p` counts by what it reads as at `now`: past its end it is over, however late the jobs run. */
export function isOver(now: Date | Prisma.Sql): Prisma.Sql {
  return Prisma.sql`((coalesce(p.expires_at <= ${now}, false) and not ${goesOn})
    or coalesce(p.confirmed_at is null and p.confirm_by <= ${now}, false))`;
}

/** A live package `p` whose end is set and still to come at `now`. */
export function willEnd(now: Date): Prisma.Sql {
  return Prisma.sql`(p.status = 'EXPIRING' and p.expires_at > ${now} and not ${goesOn}
    and not coalesce(p.confirmed_at is null and p.confirm_by <= ${now}, false))`;
}
