import "server-only";
import { cache } from "react";
import type { EmployeeRole } from "@/lib/domain/roles";
import { onDatabase } from "../context";
import { requireAccount } from "../gate";
import { countOpenInvitations, type EmploymentRow, listEmployments } from "../store/employments";

/** One company a person may enter, as the switcher lists it. A dealer that is a reseller too has two entries. */
export type ContextEntry = {
  slug: string;
  name: string;
  role: EmployeeRole;
  side: "dealer" | "reseller";
  /** Enrolled for Ajax Services: the Services tab is there. */
  isDealer: boolean;
  href: string;
};

export type Viewer = {
  name: string;
  email: string;
  isPlatformAdmin: boolean;
  timeZone: string | null;
  lastContext: string | null;
  contexts: ContextEntry[];
  /** Open invitations to companies, for this person's address. */
  invitations: number;
};

/** Reads who is signed in and where that person works now. Throws UNAUTHENTICATED without a session. */
export const getViewer = cache(async (): Promise<Viewer> => {
  const account = await requireAccount();
  const rows = await onDatabase((client) => listEmployments(client, account.accountId));
  const invitations = await onDatabase((client) => countOpenInvitations(client, account.email));
  const { name, email, isPlatformAdmin, timeZone, lastContext } = account;
  return { name, email, isPlatformAdmin, timeZone, lastContext, contexts: rows.flatMap(toEntries), invitations };
});

function toEntries({ slug, name, role, isReseller, isDealer }: EmploymentRow): ContextEntry[] {
  const dealer: ContextEntry = { slug, name, role, isDealer, side: "dealer", href: `/c/${slug}/objects` };
  const reseller: ContextEntry = { slug, name, role, isDealer, side: "reseller", href: `/r/${slug}` };
  if (!isReseller) return [dealer];
  return isDealer ? [dealer, reseller] : [reseller];
}
