import "server-only";
import { cache } from "react";
import type { EmployeeRole } from "@/lib/domain/roles";
import { onDatabase } from "../context";
import { listOwnPlaces, requireAccount } from "../gate";
import { countOpenInvitations } from "../store/employments";
import type { SessionEmployment } from "../store/sessions";

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
  const places = await listOwnPlaces();
  const invitations = await onDatabase((client) => countOpenInvitations(client, account.email));
  const { name, email, isPlatformAdmin, timeZone, lastContext } = account;
  return { name, email, isPlatformAdmin, timeZone, lastContext, contexts: places.flatMap(toEntries), invitations };
});

function toEntries(place: SessionEmployment): ContextEntry[] {
  const { companySlug: slug, companyName: name, role, isReseller, isDealer } = place;
  const dealer: ContextEntry = { slug, name, role, isDealer, side: "dealer", href: `/c/${slug}/objects` };
  const reseller: ContextEntry = { slug, name, role, isDealer, side: "reseller", href: `/r/${slug}` };
  if (!isReseller) return [dealer];
  return isDealer ? [dealer, reseller] : [reseller];
}
