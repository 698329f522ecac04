import "server-only";
import { cache } from "react";
import { findAccount } from "../gate";
import { log } from "../log";

/**
 * Reads the language that the signed-in person chose. Null for strangers and for those who chose none; also while the
 * database does not answer, so that even the page that says so has words.
 */
export const findReaderLocale = cache(async (): Promise<string | null> => {
  try {
    return (await findAccount())?.locale ?? null;
  } catch (error) {
    log().warn({ err: error }, "The reader's language could not be read");
    return null;
  }
});
