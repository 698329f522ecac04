import "server-only";
import { headers } from "next/headers";
import { cache } from "react";
import { findAccount } from "../gate";
import { findSignedInResident } from "../home-gate";
import { log } from "../log";

/**
 * Reads the language that the person signed in where the page is, in My home or in the portal, chose. Null for strangers and for those who chose none; also while the
 * database does not answer, so that even the page that says so has words.
 */
export const findReaderLocale = cache(async (): Promise<string | null> => {
  try {
    const isInHome = (await headers()).get("x-path")?.startsWith("/home") ?? false;
    return (await (isInHome ? findSignedInResident() : findAccount()))?.locale ?? null;
  } catch (error) {
    log().warn({ err: error }, "The reader's language could not be read");
    return null;
  }
});
