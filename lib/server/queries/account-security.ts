import "server-only";
import { authenticatorUri, openAuthenticator } from "@/lib/auth/authenticator";
import { drawQr, type QrPicture } from "@/lib/auth/qr-picture";
import { readSid } from "@/lib/auth/session";
import { readDevice } from "@/lib/domain/device-name";
import { needsSecondFactor } from "@/lib/domain/second-factor";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { onDatabase } from "../context";
import { requireAccount } from "../gate";
import { listAccountEvents } from "../store/account-events";
import { type AccountRow, type Employment, listOwnCompanies } from "../store/account-rows";
import { hashSid, listOpenSessions } from "../store/sessions";

const shownEvents = 10;

/** Where and when, as lists of sign-ins and events show it. Instants are ISO strings. */
export type DeviceLine = { browser: string | null; system: string | null; address: string | null };
export type SessionLine = DeviceLine & { id: string; isCurrent: boolean; since: string; lastSeen: string };
export type EventLine = DeviceLine & { id: string; action: string; at: string };

export type Security = {
  email: string;
  timeZone: string;
  hasSecondFactor: boolean;
  codesLeft: number;
  /** The person's role demands the authenticator app and it is not on; the demo lets everybody postpone it. */
  isSecondFactorMissing: boolean;
  isPostponable: boolean;
  sessions: SessionLine[];
  events: EventLine[];
};

/** Reads what protects the signed-in person's account. Throws UNAUTHENTICATED without a session. */
export async function getSecurity(): Promise<Security> {
  const account = await requireOwnRow();
  const hasSecondFactor = account.totpConfirmedAt !== null;
  const sid = await readSid();
  return onDatabase(async (client) => {
    const sessions = await listOpenSessions(client, account.id);
    const events = await listAccountEvents(client, account.id, shownEvents);
    const employments = await listOwnCompanies(client, account.id);
    return {
      email: account.email,
      timeZone: account.timeZone ?? "UTC",
      hasSecondFactor,
      codesLeft: await client.recoveryCode.count({ where: { accountId: account.id, usedAt: null } }),
      isSecondFactorMissing: !hasSecondFactor && (account.isPlatformAdmin || employments.some(demandsIt)),
      isPostponable: env().portalMode === "demo",
      sessions: sessions.map(({ id, sidHash, createdAt, lastSeenAt, ...from }) => ({
        id,
        isCurrent: sid !== null && sidHash === hashSid(sid),
        since: createdAt.toISOString(),
        lastSeen: lastSeenAt.toISOString(),
        ...deviceOf(from),
      })),
      events: events.map(({ id, action, at, ...from }) => ({ id, action, at: at.toISOString(), ...deviceOf(from) })),
    };
  });
}

function deviceOf({ agent, address }: { agent: string | null; address: string | null }): DeviceLine {
  return { ...readDevice(agent), address };
}

function demandsIt({ role, isReseller }: Employment): boolean {
  return needsSecondFactor({ role, side: isReseller ? "reseller" : "dealer" });
}

/** The set-up of an authenticator app: not begun, begun with a secret to scan, open or type, or done. */
export type AuthenticatorSetup =
  | { stage: "BEGIN" | "ON" }
  | { stage: "CONFIRM"; secret: string; uri: string; picture: QrPicture };

/** Reads how far the person's set-up has come; a secret is shown until its first code was. */
export async function getAuthenticatorSetup(): Promise<AuthenticatorSetup> {
  const { id, email, totpSecret, totpConfirmedAt } = await requireOwnRow();
  if (totpConfirmedAt) return { stage: "ON" };
  const secret = totpSecret ? openAuthenticator(id, totpSecret) : null;
  if (!secret) return { stage: "BEGIN" };
  const uri = authenticatorUri(secret, email);
  return { stage: "CONFIRM", secret, uri, picture: drawQr(uri) };
}

export type Profile = { name: string; email: string; locale: string; timeZone: string };

/** Reads what the person may change about the own account. */
export async function getProfile(): Promise<Profile> {
  const { name, email, locale, timeZone } = await requireOwnRow();
  return { name, email, locale: locale ?? "en", timeZone: timeZone ?? "UTC" };
}

/** Reads the companies that keep the person from deleting the account: owned ones, and those to leave first. */
export async function getTies(): Promise<{ owned: string[]; employed: string[] }> {
  const { id } = await requireOwnRow();
  const all = await onDatabase((client) => listOwnCompanies(client, id));
  const named = (list: Employment[]) => list.map(({ company }) => company);
  return {
    owned: named(all.filter(({ role }) => role === "OWNER")),
    employed: named(all.filter(({ role }) => role !== "OWNER")),
  };
}

async function requireOwnRow(): Promise<AccountRow> {
  const { accountId } = await requireAccount();
  const row = await onDatabase((client) => client.proAccount.findFirst({ where: { id: accountId, deletedAt: null } }));
  if (!row) throw new AppError("UNAUTHENTICATED");
  return row;
}
