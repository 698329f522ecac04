import "server-only";
import { randomUUID } from "node:crypto";
import { headers } from "next/headers";
import { cache } from "react";
import { readSid } from "@/lib/auth/session";
import { clockNow } from "@/lib/clock";
import { can, type Permission } from "@/lib/domain/permissions";
import type { CompanySide } from "@/lib/domain/roles";
import { needsSecondFactor } from "@/lib/domain/second-factor";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import type { CompanyContext, Origin } from "./context";
import { type AccountId, proveAccountId, proveCompanyId } from "./ids";
import { findSessionAccount, findSessionEmployment, type SessionEmployment } from "./store/sessions";

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

const readAccount = cache(async () => {
  const sid = await readSid();
  return sid ? findSessionAccount(sid) : null;
});

const readEmployment = cache(async (slug: string) => {
  const sid = await readSid();
  return sid ? findSessionEmployment(sid, slug) : null;
});

/** Proves a signed-in person. Throws UNAUTHENTICATED on every doubt. */
export async function requireAccount(): Promise<AccountContext> {
  const found = await readAccount();
  if (!found) throw new AppError("UNAUTHENTICATED");
  return { ...found, accountId: proveAccountId(found.accountId), requestId: await requestId() };
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
  return prove(await findEmployment(slug), "dealer", permission);
}

/** As {@link requireActor}, on the reseller's side of a company. Throws NOT_FOUND for a company that is no reseller. */
export async function requireResellerActor(slug: string, permission: Permission): Promise<CompanyContext> {
  const found = await findEmployment(slug);
  if (!found.isReseller) throw new AppError("NOT_FOUND");
  return prove(found, "reseller", permission);
}

async function findEmployment(slug: string): Promise<SessionEmployment> {
  const found = await readEmployment(slug);
  if (found) return found;
  await requireAccount();
  throw new AppError("NOT_FOUND");
}

async function prove(found: SessionEmployment, side: CompanySide, permission: Permission): Promise<CompanyContext> {
  const ctx = await toContext(found, side);
  if (!can({ role: ctx.role, side: ctx.side }, permission)) {
    throw new AppError("FORBIDDEN", { role: ctx.role, company: ctx.companyName, permission, side });
  }
  requireSecondFactor(found, ctx);
  return ctx;
}

/** Some roles work with an authenticator app alone; the demo lets everybody postpone it, production nobody. */
function requireSecondFactor({ hasSecondFactor }: SessionEmployment, { role, side }: CompanyContext): void {
  if (hasSecondFactor || env().portalMode === "demo" || !needsSecondFactor({ role, side })) return;
  throw new AppError("SIGN_IN_AGAIN");
}

async function toContext(found: SessionEmployment, side: CompanySide): Promise<CompanyContext> {
  return {
    companyId: proveCompanyId(found.companyId),
    companySlug: found.companySlug,
    companyName: found.companyName,
    timeZone: found.companyZone,
    side,
    role: found.role,
    account: { id: proveAccountId(found.accountId), name: found.name, email: found.email, timeZone: found.timeZone },
    now: clockNow(found.clockOffsetMs),
    clockId: found.clockId,
    clockOffsetMs: found.clockOffsetMs,
    origin: await originOfRequest(),
    requestId: await requestId(),
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
