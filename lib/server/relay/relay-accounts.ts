import { createHash, createHmac } from "node:crypto";
import { keyFor } from "@/lib/auth/sealed-secret";
import { onDatabase } from "@/lib/server/context";
import { findRelayAccount } from "@/lib/server/store/relay/accounts";

function keyed(header: string): string {
  return createHmac("sha256", keyFor("relay accounts")).update(header).digest("hex");
}

/** Returns the form in which a relay account is stored: a keyed hash of what its clients send. */
export function hashRelayAccount({ user, password }: { user: string; password: string }): string {
  return keyed(createHash("sha512").update(`${user.toLowerCase()}:${password}`).digest("hex"));
}

/** Finds who sends a request, by either spelling of the header. Null for nobody the relay knows. Source: INTEGRATION 9. */
export async function proveRelayAccount(headers: Pick<Headers, "get">): Promise<string | null> {
  const sent = (headers.get("autorization") ?? headers.get("authorization") ?? "").trim().toLowerCase();
  if (!/^[0-9a-f]{128}$/.test(sent)) return null;
  return onDatabase((client) => findRelayAccount(client, keyed(sent)));
}
