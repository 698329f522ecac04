import "server-only";
import { headers } from "next/headers";
import { forbidden, notFound, redirect } from "next/navigation";
import { type AppError, isAppError } from "@/lib/errors";
import { log } from "./log";

/**
 * Awaits a page's read and turns its refusals into pages: UNAUTHENTICATED leads to the sign-in form and from there
 * back to this address, SIGN_IN_AGAIN to the person's security settings, NOT_FOUND to the 404 page, FORBIDDEN to the
 * 403 page; the log has both under the reference that those pages show. Everything else is thrown on.
 */
export async function forPage<T>(read: Promise<T>): Promise<T> {
  try {
    return await read;
  } catch (error) {
    if (isAppError(error, "UNAUTHENTICATED")) redirect(await signInPath());
    if (isAppError(error, "SIGN_IN_AGAIN")) redirect("/account/security");
    if (isAppError(error, "NOT_FOUND") || isAppError(error, "FORBIDDEN")) return refusePage(error);
    throw error;
  }
}

async function refusePage({ code, params }: AppError): Promise<never> {
  const head = await headers();
  const reference = head.get("x-request-id")?.slice(0, 8);
  log().info({ reference, code, params, path: head.get("x-path") }, "A page was refused");
  return code === "FORBIDDEN" ? forbidden() : notFound();
}

/** Returns the address of the sign-in form that leads back to the page now asked for. */
export async function signInPath(): Promise<string> {
  const path = (await headers()).get("x-path") ?? "/";
  const door = /^\/home(?:[/?]|$)/.test(path) ? "/home/sign-in" : "/sign-in";
  return path === "/" || path === "/home" ? door : `${door}?next=${encodeURIComponent(path)}`;
}
