import { Prisma } from "@/prisma/generated/client";

/**
 * Closes the moves that wait for packages which a statement has just ended (its table `ended`), as a part of that
 * statement: what no longer runs cannot move. `at` is by the company's clock.
 */
export function dropMovesOfEnded(at: Date | Prisma.Sql): Prisma.Sql {
  return Prisma.sql`update scheduled_change w set status = 'REFUSED', refusal = 'PACKAGE_NOT_ACTIVE', closed_at = ${at},
    version = w.version + 1 from ended where w.hub_package_id = ended.id and w.status = 'PLANNED'`;
}
