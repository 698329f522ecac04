import "server-only";
import { realNow, toDate } from "@/lib/clock";
import { env } from "@/lib/env";
import { onDatabase } from "../context";
import { findLiveLink } from "../store/account-tokens";

type Purpose = "CONFIRM_EMAIL" | "RESET_PASSWORD" | "CHANGE_EMAIL";

/** Answers whether a mail's link can still be used. Changes nothing, so a mail scanner may ask too. */
export async function isLinkLive(purpose: Purpose, token: string): Promise<boolean> {
  return (await onDatabase((client) => findLiveLink(client, purpose, token, toDate(realNow())))) !== null;
}

/** The demo's mailbox shows every mail; production has none. */
export function hasMailbox(): boolean {
  return env().portalMode === "demo";
}
