import { keyFor } from "@/lib/auth/sealed-secret";

/** The relay's own key at the hub cloud, of which the cloud knows the hash. It follows from AUTH_SECRET and is kept nowhere. */
export function relayApiKey(): string {
  return keyFor("key of the relay at the hub cloud").toString("base64url");
}
