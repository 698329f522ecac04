import "server-only";
import { cache } from "react";
import type { EmployeeRole } from "@/lib/domain/roles";
import { onDatabase } from "../context";
import { requireAccount } from "../gate";

/** One company a person may enter, as the switcher lists it. A dealer that is a reseller too has two entries. */
export type ContextEntry = {
  slug: string;
  name: string;
  role: EmployeeRole;
  side: "dealer" | "reseller";
  href: string;
};

export type Viewer = {
  name: string;
  email: string;
  isPlatformAdmin: boolean;
  timeZone: string | null;
  lastContext: string | null;
  contexts: ContextEntry[];
};

type Row = { slug: string; name: string; role: EmployeeRole; isReseller: boolean; isDealer: boolean };

/** Reads who is signed in and where that person works now. Throws UNAUTHENTICATED without a session. */
export const getViewer = cache(async (): Promise<Viewer> => {
  const account = await requireAccount();
  const rows = await onDatabase(
    (client) => client.$queryRaw<Row[]>`
      select c.slug, c.name, e.role::text as role,
        exists (select from reseller r where r.company_id = c.id) as "isReseller",
        exists (select from dealer_enrollment d where d.company_id = c.id) as "isDealer"
      from employee e join company c on c.id = e.company_id and c.deleted_at is null
      where e.account_id = ${account.accountId}::uuid and e.state = 'ACTIVE' order by c.name`,
  );
  const { name, email, isPlatformAdmin, timeZone, lastContext } = account;
  return { name, email, isPlatformAdmin, timeZone, lastContext, contexts: rows.flatMap(toEntries) };
});

function toEntries({ slug, name, role, isReseller, isDealer }: Row): ContextEntry[] {
  const dealer: ContextEntry = { slug, name, role, side: "dealer", href: `/c/${slug}/objects` };
  const reseller: ContextEntry = { slug, name, role, side: "reseller", href: `/r/${slug}` };
  if (!isReseller) return [dealer];
  return isDealer ? [dealer, reseller] : [reseller];
}
