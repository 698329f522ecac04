import "server-only";
import { cache } from "react";
import type { EmployeeRole } from "@/lib/domain/roles";
import { onDatabase } from "../context";
import { requireAccount } from "../gate";
import { type EmploymentRow, listEmployments } from "../store/employments";

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

/** Reads who is signed in and where that person works now. Throws UNAUTHENTICATED without a session. */
export const getViewer = cache(async (): Promise<Viewer> => {
  const account = await requireAccount();
  const rows = await onDatabase((client) => listEmployments(client, account.accountId));
  const { name, email, isPlatformAdmin, timeZone, lastContext } = account;
  return { name, email, isPlatformAdmin, timeZone, lastContext, contexts: rows.flatMap(toEntries) };
});

function toEntries({ slug, name, role, isReseller, isDealer }: EmploymentRow): ContextEntry[] {
  const dealer: ContextEntry = { slug, name, role, side: "dealer", href: `/c/${slug}/objects` };
  const reseller: ContextEntry = { slug, name, role, side: "reseller", href: `/r/${slug}` };
  if (!isReseller) return [dealer];
  return isDealer ? [dealer, reseller] : [reseller];
}
