import { openSecret, sealSecret } from "./sealed-secret";

const purpose = "key of a home box";

/** Seals the key by which a home box takes events, for one link alone. */
export function sealBoxKey(key: string, linkId: string): string {
  return sealSecret(key, purpose, linkId);
}

/** Opens what {@link sealBoxKey} sealed. Null if it does not open under the present AUTH_SECRET. */
export function openBoxKey(sealed: string, linkId: string): string | null {
  return openSecret(sealed, purpose, linkId);
}
