import "server-only";
import { realNow, toDate } from "@/lib/clock";
import { type KeyKind, keyKinds } from "@/lib/domain/cloud/key-kinds";
import { type KeyLife, type KeyRights, keyLives, keyRights, rightsOf } from "@/lib/domain/cloud/key-rights";
import { inTransaction } from "../context";
import { requireActor } from "../gate";
import { type CompanyKeyRow, listCompanyKeys } from "../store/cloud/company-keys";

const keysAtMost = 200;

/** A key opens something while it is LIVE; the other two say why it does not. */
export type KeyState = "LIVE" | "EXPIRED" | "REVOKED";

/** A key as its page shows it; the secret is nowhere to be read. Instants are ISO text. */
export type CompanyKeyView = Omit<CompanyKeyRow, "createdAt" | "lastUsedAt" | "revokedAt" | "expiresAt" | "scopes"> & {
  createdAt: string;
  lastUsedAt: string | null;
  expiresAt: string | null;
  rights: KeyRights;
  state: KeyState;
};

export type KeysPage = {
  keys: CompanyKeyView[];
  /** What can be made. */
  kinds: readonly KeyKind[];
  rights: readonly KeyRights[];
  lives: readonly KeyLife[];
  companyId: string;
  timeZone: string;
};

/** Reads what the company made for its programs, for whoever may manage that. */
export async function getIntegrationsPage(companySlug: string): Promise<KeysPage> {
  const given = await requireActor(companySlug, "integration:manage");
  const now = toDate(realNow());
  return inTransaction(given, async (tx, { companyId, timeZone }) => ({
    keys: (await listCompanyKeys(tx, companyId, { at: now, limit: keysAtMost })).map((row) => toView(row, now)),
    kinds: keyKinds,
    rights: keyRights,
    lives: keyLives,
    companyId,
    timeZone,
  }));
}

function toView(
  { scopes, createdAt, lastUsedAt, expiresAt, revokedAt, ...row }: CompanyKeyRow,
  now: Date,
): CompanyKeyView {
  const hasEnded = expiresAt !== null && expiresAt <= now;
  return {
    ...row,
    createdAt: createdAt.toISOString(),
    lastUsedAt: lastUsedAt?.toISOString() ?? null,
    expiresAt: expiresAt?.toISOString() ?? null,
    rights: rightsOf(scopes),
    state: revokedAt ? "REVOKED" : hasEnded ? "EXPIRED" : "LIVE",
  };
}
