import "server-only";
import { headers } from "next/headers";
import { forbidden, notFound, redirect } from "next/navigation";
import { isAppError } from "@/lib/errors";

/**
 * Awaits a page's read and turns its refusals into pages: UNAUTHENTICATED leads to the sign-in form and from there
 * back to this address, SIGN_IN_AGAIN to the person's security settings, NOT_FOUND to the 404 page, FORBIDDEN to the
 * 403 page. Everything else is thrown on.
 */
export async function forPage<T>(read: Promise<T>): Promise<T> {
  try {
    return await read;
  } catch (error) {
    if (isAppError(error, "UNAUTHENTICATED")) redirect(await signInPath());
    if (isAppError(error, "SIGN_IN_AGAIN")) redirect("/account/security");
    if (isAppError(error, "NOT_FOUND")) notFound();
    if (isAppError(error, "FORBIDDEN")) forbidden();
    throw error;
  }
}

/** Returns the address of the sign-in form that leads back to the page now asked for. */
export async function signInPath(): Promise<string> {
  const path = (await headers()).get("x-path") ?? "/";
  return path === "/" ? "/sign-in" : `/sign-in?next=${encodeURIComponent(path)}`;
}
