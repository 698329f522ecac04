import { type Outcome, refuse, succeed } from "./outcome";

/** Reads a hub ID as people type or scan it: 8 hex digits, in any case and grouping. Returns it as printed, upper case. */
export function parseHubId(text: string): Outcome<string, "HUB_ID_INVALID"> {
  const hubId = text.replace(/[\s-]/g, "").toUpperCase();
  return /^[0-9A-F]{8}$/.test(hubId) ? succeed(hubId) : refuse("HUB_ID_INVALID");
}
