import { type Outcome, refuse, succeed } from "./outcome";

/** A hub stores its name in this many bytes of UTF-8: 24 Latin or 12 Cyrillic letters. */
export const HUB_NAME_BYTES = 24;

/** Trims a hub's name and refuses one the hub cannot hold. An empty name is the form's matter, not refused here. */
export function parseHubName(text: string): Outcome<string, "HUB_NAME_LONG"> {
  const name = text.trim().normalize("NFC");
  return new TextEncoder().encode(name).length <= HUB_NAME_BYTES ? succeed(name) : refuse("HUB_NAME_LONG");
}
