import "server-only";
import { randomUUID } from "node:crypto";
import { headers } from "next/headers";
import { cache } from "react";
import { readSid } from "@/lib/auth/session";
import { clockNow } from "@/lib/clock";
import { can, type Permission } from "@/lib/domain/permissions";
import type { CompanySide, EmployeeRole } from "@/lib/domain/roles";
import { needsSecondFactor } from "@/lib/domain/second-factor";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import type { Position } from "@/lib/live/position";
import { type CompanyContext, type Origin, onDatabase } from "./context";
import { type AccountId, proveAccountId, proveCompanyId } from "./ids";
import { keepLastContext } from "./store/account-rows";
import { findSessionAccount, type SessionAccount, type SessionEmployment } from "./store/sessions";

export type AccountContext = {
  accountId: AccountId;
  name: string;
  email: string;
  isPlatformAdmin: boolean;
  locale: string | null;
  timeZone: string | null;
  lastContext: string | null;
  requestId: string;
};

/** Read once a render: language, frame and page share it. Commands read it anew, and so does the page drawn after one. */
const readAccount = cache(async () => {
  const sid = await readSid();
  return sid ? findSessionAccount(sid) : null;
});

async function requireSession(): Promise<SessionAccount> {
  const found = await readAccount();
  if (!found) throw new AppError("UNAUTHENTICATED");
  return found;
}

/** Proves a signed-in person. Throws UNAUTHENTICATED on every doubt. */
export async function requireAccount(): Promise<AccountContext> {
  const { accountId, name, email, isPlatformAdmin, locale, timeZone, lastContext } = await requireSession();
  const own = { name, email, isPlatformAdmin, locale, timeZone, lastContext };
  return { ...own, accountId: proveAccountId(accountId), requestId: await requestId() };
}

/** Lists where the signed-in person works now, by the companies' names. Throws UNAUTHENTICATED on every doubt. */
export async function listOwnPlaces(): Promise<SessionEmployment[]> {
  return (await requireSession()).employments;
}

/**
 * Notes that the signed-in person looks at a company's pages, at its address: the next sign-in opens there (PRODUCT J2).
 * Throws UNAUTHENTICATED.
 */
export async function notePlace(href: string): Promise<void> {
  const { accountId, lastContext } = await requireSession();
  if (lastContext !== href) await onDatabase((client) => keepLastContext(client, accountId, href));
}

/** Returns the signed-in person, or null: for pages that greet strangers too. */
export async function findAccount(): Promise<AccountContext | null> {
  return (await readAccount()) ? requireAccount() : null;
}

/**
 * Proves that the session's person works in the company of `slug` now, and may do `permission`.
 *
 * One query joins session, account, employment and company, all live. Throws UNAUTHENTICATED without a session,
 * NOT_FOUND alike for strangers, former employees, unknown and deleted companies, FORBIDDEN for a role without the right,
 * and in production SIGN_IN_AGAIN for a role that needs an authenticator app and has none.
 */
export async function requireActor(slug: string, permission: Permission): Promise<CompanyContext> {
  return prove(await findPlace(slug), "dealer", permission);
}

/** As {@link requireActor}, on the reseller's side of a company. Throws NOT_FOUND for a company that is no reseller. */
export async function requireResellerActor(slug: string, permission: Permission): Promise<CompanyContext> {
  const place = await findPlace(slug);
  if (!place.employment.isReseller) throw new AppError("NOT_FOUND");
  return prove(place, "reseller", permission);
}

/** One company on one side, as an address names it; null is the personal account and the platform's area. */
export type PagePlace = { side: CompanySide; slug: string } | null;

/** Who has pages open somewhere, and by which session. */
export type PageReader = { sessionId: string; account: AccountContext; ctx: CompanyContext | null };

/** Proves that the session's person may look at pages of a place now. Throws as {@link requireActor} does. */
export async function requirePageReader(place: PagePlace): Promise<PageReader> {
  const { sessionId } = await requireSession();
  const proveAt = place?.side === "reseller" ? requireResellerActor : requireActor;
  const ctx = place ? await proveAt(place.slug, "company:view") : null;
  return { sessionId, account: await requireAccount(), ctx };
}

/**
 * Returns where the feed stood before anything of this request was read: whatever comes after it, the page may not show.
 * Throws UNAUTHENTICATED.
 */
export async function requirePosition(): Promise<Position> {
  return (await requireSession()).position;
}

type Place = { account: SessionAccount; employment: SessionEmployment };

async function findPlace(slug: string): Promise<Place> {
  const account = await requireSession();
  const employment = account.employments.find(({ companySlug }) => companySlug === slug);
  if (!employment) throw new AppError("NOT_FOUND");
  return { account, employment };
}

async function prove(place: Place, side: CompanySide, permission: Permission): Promise<CompanyContext> {
  const ctx = await toContext(place, side);
  if (!can(ctx, permission)) {
    throw new AppError("FORBIDDEN", { role: ctx.role, company: ctx.companyName, permission, side });
  }
  if (lacksSecondFactor({ ...ctx, hasSecondFactor: place.account.hasSecondFactor }))
    throw new AppError("SIGN_IN_AGAIN", { needs: "AUTHENTICATOR" });
  return ctx;
}

/** Some roles work with an authenticator app alone; the demo lets everybody postpone it, production nobody. */
export function lacksSecondFactor(person: {
  role: EmployeeRole;
  side: CompanySide;
  hasSecondFactor: boolean;
}): boolean {
  return !person.hasSecondFactor && env().portalMode !== "demo" && needsSecondFactor(person);
}

async function toContext({ account, employment }: Place, side: CompanySide): Promise<CompanyContext> {
  const { accountId, name, email, timeZone } = account;
  return {
    companyId: proveCompanyId(employment.companyId),
    companySlug: employment.companySlug,
    companyName: employment.companyName,
    timeZone: employment.companyZone,
    side,
    role: employment.role,
    isFinanceGranted: employment.isFinanceGranted,
    account: { id: proveAccountId(accountId), name, email, timeZone },
    now: clockNow(employment.clockOffsetMs),
    clockId: employment.clockId,
    clockOffsetMs: employment.clockOffsetMs,
    origin: await originOfRequest(),
    requestId: await requestId(),
    assignedOnly: null,
    command: null,
  };
}

/** Tells a phone from a desktop by the browser's own word; history keeps it. */
export async function originOfRequest(): Promise<Origin> {
  const agent = (await headers()).get("user-agent") ?? "";
  return /Mobi|Android/i.test(agent) ? "PHONE" : "DESKTOP";
}

async function requestId(): Promise<string> {
  return (await headers()).get("x-request-id") ?? randomUUID();
}

/**
 * Proves the platform admin, who exists in demo mode only and has no rights inside companies.
 * Throws UNAUTHENTICATED without a session, NOT_FOUND for everybody else and in production.
 */
export async function requireAdmin(): Promise<AccountContext> {
  const account = await requireAccount();
  if (env().portalMode !== "demo" || !account.isPlatformAdmin) throw new AppError("NOT_FOUND");
  return account;
}
