import { parseHubId } from "./hub-id";
import { parseIccid } from "./iccid";
import { type Outcome, refuse, succeed } from "./outcome";

/** What is printed on equipment: a hub's ID under its QR code, or a SIM's number. */
export type PrintedCode = { kind: "HUB"; hubId: string } | { kind: "SIM"; iccid: string };

/**
 * Reads what was typed, or what a QR or bar code says: the ID or the number alone in any grouping, or once inside a
 * longer text, as in the address some labels carry. A text that names two different IDs names none.
 */
export function readPrintedCode(text: string): Outcome<PrintedCode, "HUB_ID_INVALID"> {
  const iccid = parseIccid(text);
  if (iccid.ok) return succeed({ kind: "SIM", iccid: iccid.value });
  const hubId = parseHubId(text);
  if (hubId.ok) return succeed({ kind: "HUB", hubId: hubId.value });

  const numbers = only(text.match(/(?<!\d)\d{19,20}(?!\d)/g));
  if (numbers) return succeed({ kind: "SIM", iccid: numbers });
  const ids = only(text.toUpperCase().match(/(?<![0-9A-Z])[0-9A-F]{8}(?![0-9A-Z])/g));
  return ids ? succeed({ kind: "HUB", hubId: ids }) : refuse("HUB_ID_INVALID");
}

function only(found: string[] | null): string | null {
  const [first, ...more] = new Set(found ?? []);
  return first !== undefined && more.length === 0 ? first : null;
}
