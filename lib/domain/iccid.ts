import { type Outcome, refuse, succeed } from "./outcome";

/** Reads the number printed on a SIM: 19 or 20 digits, in any grouping. Returns the digits alone. */
export function parseIccid(text: string): Outcome<string, "ICCID_INVALID"> {
  const iccid = text.replace(/[\s-]/g, "");
  return /^\d{19,20}$/.test(iccid) ? succeed(iccid) : refuse("ICCID_INVALID");
}

/** Groups a SIM's number by four for reading aloud; the last group is what is left. */
export function groupIccid(iccid: string): string {
  return iccid.match(/.{1,4}/g)?.join(" ") ?? "";
}
