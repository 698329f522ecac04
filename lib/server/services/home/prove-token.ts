import { hashToken } from "@/lib/auth/secret-token";
import { realNow, toDate } from "@/lib/clock";
import type { KeyKind } from "@/lib/domain/cloud/key-kinds";
import type { KeyScope } from "@/lib/domain/cloud/key-rights";
import { isAccessLive } from "@/lib/domain/token-rotation";
import { AppError } from "@/lib/errors";
import { onDatabase } from "@/lib/server/context";
import type { HubRead } from "@/lib/server/store/cloud/hubs";
import {
  type ApiKeyRow,
  findApiKey,
  findTokenCompany,
  noteKeyUse,
  type TokenCompany,
} from "@/lib/server/store/cloud/keys";
import { findShownToken, noteFirstUse } from "@/lib/server/store/cloud/sessions";

export type { ApiKeyRow };

/** Somebody who showed a live access token together with the key it was made with. */
export type ProvedUser = {
  userId: string;
  name: string;
  familyId: string;
  keyId: string;
  /** What the key may be used for. */
  scopes: readonly KeyScope[];
};

/** What a caller shows of a user: an access token, and the key it was made with. Empty where it shows none. */
type ShownSecrets = { token: string; key: string };

/** Finds the integration that a key names. Null for a missing, wrong, revoked or expired one. */
export async function proveKey(key: string): Promise<ApiKeyRow | null> {
  const found = key === "" ? null : await onDatabase((client) => findApiKey(client, hashToken(key), toDate(realNow())));
  if (found) await noteUse("API_KEY", found.id, found.lastUsedAt);
  return found;
}

/**
 * Proves who shows an access token, and notes its first use. Throws UNAUTHENTICATED on every doubt: no token, one that
 * ran out or was revoked, no key, another key than the token was made with.
 */
export async function proveToken(shown: ShownSecrets): Promise<ProvedUser> {
  return (await proveTokenWith(shown, null)).user;
}

/**
 * Proves as {@link proveToken} does, by one statement that also makes the read. `found` is the read's row, not yet looked
 * at; null where the person has no such hub.
 */
export async function proveTokenWith(
  { token, key }: ShownSecrets,
  read: HubRead<unknown> | null,
): Promise<{ user: ProvedUser; found: unknown }> {
  if (token === "" || key === "") throw new AppError("UNAUTHENTICATED");
  const now = realNow();
  const asked = { accessHash: hashToken(token), keyHash: hashToken(key), at: toDate(now) };
  const shown = await onDatabase((client) => findShownToken(client, asked, read));
  if (!shown?.keyId || !isAccessLive(shown.pair, { keyId: shown.keyId, now })) throw new AppError("UNAUTHENTICATED");
  const { pair, name, keyId, keyScopes, found } = shown;
  await noteUse("API_KEY", keyId, shown.keyUsedAt);
  if (!pair.accessUsedAt && !(await onDatabase((client) => noteFirstUse(client, pair.id, toDate(now))))) {
    throw new AppError("UNAUTHENTICATED");
  }
  return { user: { userId: pair.userId, name, familyId: pair.familyId, keyId, scopes: keyScopes ?? [] }, found };
}

/** Finds the company whose token this is. Null for any other. */
export async function proveCompanyToken(token: string): Promise<TokenCompany | null> {
  const found =
    token === "" ? null : await onDatabase((client) => findTokenCompany(client, hashToken(token), toDate(realNow())));
  if (found) await noteUse("COMPANY_TOKEN", found.tokenId, found.lastUsedAt);
  return found;
}

/** Notes at most once a minute that a key was used, so that requests do not wait for each other's notes. */
async function noteUse(kind: KeyKind, id: string, lastUsedAt: Date | null): Promise<void> {
  const now = realNow();
  const since = toDate(now.subtract({ minutes: 1 }));
  if (lastUsedAt && lastUsedAt >= since) return;
  await onDatabase((client) => noteKeyUse(client, { kind, id }, { at: toDate(now), since }));
}
