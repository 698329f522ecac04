import { randomUUID } from "node:crypto";
import { mintToken } from "@/lib/auth/secret-token";
import { lifetimes } from "@/lib/domain/token-rotation";
import { env } from "@/lib/env";
import type { Transaction } from "@/lib/server/context";
import { addPair } from "@/lib/server/store/cloud/sessions";

/** Tokens as a client gets them, once; only their hashes are stored. */
export type Tokens = { sessionToken: string; refreshToken: string; userId: string };

/** What a new pair belongs to. Without a predecessor it begins a family. */
export type PairPlace = {
  userId: string;
  keyId: string;
  linkId: string | null;
  predecessor: { id: string; familyId: string } | null;
  refreshExpiresAt: Temporal.Instant;
  now: Temporal.Instant;
};

/** Makes and stores a pair of tokens, 256 random bits each. */
export async function mintPair(tx: Transaction, { predecessor, now, ...place }: PairPlace): Promise<Tokens> {
  const [access, refresh] = [mintToken(), mintToken()];
  const id = randomUUID();
  await addPair(tx, {
    ...place,
    id,
    familyId: predecessor?.familyId ?? id,
    predecessorId: predecessor?.id ?? null,
    accessHash: access.tokenHash,
    refreshHash: refresh.tokenHash,
    accessExpiresAt: now.add({ minutes: env().accessTokenMinutes }),
    createdAt: now,
  });
  return { sessionToken: access.token, refreshToken: refresh.token, userId: place.userId };
}

/** Says when a refresh token that is made now runs out; after a sign-in with a one-time code in a year. */
export function refreshEnd(now: Temporal.Instant, { isStrong }: { isStrong: boolean }): Temporal.Instant {
  return now.add({ hours: isStrong ? lifetimes.strongRefreshHours : lifetimes.refreshHours });
}
