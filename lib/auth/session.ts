import "server-only";
import { cookies } from "next/headers";
import { decode } from "next-auth/jwt";
import { env } from "@/lib/env";
import { cookieName } from "./cookie";

/** Reads the opaque session id out of the request's cookie. Null for none, a forged or a foreign one. */
export async function readSid(): Promise<string | null> {
  const jar = await cookies();
  const value = jar.get(cookieName())?.value;
  if (!value) return null;
  try {
    const token = await decode({ token: value, secret: env().authSecret });
    return typeof token?.sid === "string" ? token.sid : null;
  } catch {
    return null;
  }
}
