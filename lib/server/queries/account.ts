import "server-only";
import { cache } from "react";
import { realNow, toDate } from "@/lib/clock";
import type { CompanyKind } from "@/lib/domain/company-kind";
import type { EmployeeRole } from "@/lib/domain/roles";
import { onDatabase } from "../context";
import { listOwnPlaces, requireAccount } from "../gate";
import { type InvitingRow, listInviting } from "../store/employments";
import type { SessionEmployment } from "../store/sessions";

/** One company a person may enter, as the switcher lists it. A dealer that is a reseller too has two entries. */
export type ContextEntry = {
  slug: string;
  name: string;
  kind: CompanyKind;
  role: EmployeeRole;
  isFinanceGranted: boolean;
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
  /** Companies that wait for this person's answer. */
  inviting: InvitingRow[];
};

/** Reads who is signed in and where that person works now. Throws UNAUTHENTICATED without a session. */
export const getViewer = cache(async (): Promise<Viewer> => {
  const account = await requireAccount();
  const places = await listOwnPlaces();
  const inviting = await onDatabase((client) => listInviting(client, account.email, toDate(realNow())));
  const { name, email, isPlatformAdmin, timeZone, lastContext } = account;
  return { name, email, isPlatformAdmin, timeZone, lastContext, contexts: places.flatMap(toEntries), inviting };
});

function toEntries(place: SessionEmployment): ContextEntry[] {
  const { companySlug: slug, companyName: name, companyKind: kind, isReseller, isDealer } = place;
  const { role, isFinanceGranted } = place;
  const entry = { slug, name, kind, role, isFinanceGranted, isDealer };
  const dealer: ContextEntry = { ...entry, side: "dealer", href: `/c/${slug}/objects` };
  const reseller: ContextEntry = { ...entry, side: "reseller", href: `/r/${slug}` };
  if (!isReseller) return [dealer];
  return isDealer ? [dealer, reseller] : [reseller];
}
