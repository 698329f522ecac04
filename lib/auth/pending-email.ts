import "server-only";
import { cookies } from "next/headers";
import { parseEmail } from "@/lib/domain/email";
import { isSecureOrigin } from "./cookie";

const name = "pending-email";
const seconds = 60 * 60;

/**
 * Remembers in this browser which address waits for its code, so that the page after a registration need not carry it
 * in its own address. It proves nothing.
 */
export async function rememberPendingEmail(email: string): Promise<void> {
  const options = { httpOnly: true, sameSite: "lax", path: "/register", secure: isSecureOrigin() } as const;
  (await cookies()).set(name, email, { ...options, maxAge: seconds });
}

/** Returns the address that {@link rememberPendingEmail} kept, null if there is none. */
export async function readPendingEmail(): Promise<string | null> {
  return parseEmail((await cookies()).get(name)?.value ?? "");
}
