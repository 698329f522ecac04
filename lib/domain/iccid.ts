import { type Outcome, refuse, succeed } from "./outcome";

/** Reads the number printed on a SIM: 19 or 20 digits, in any grouping. Returns the digits alone. */
export function parseIccid(text: string): Outcome<string, "ICCID_INVALID"> {
  const iccid = text.replace(/[\s-]/g, "");
  return /^\d{19,20}$/.test(iccid) ? succeed(iccid) : refuse("ICCID_INVALID");
}

/** Issuer of all Ajax SIMs: the first digits of their numbers. */
const ajaxIssuer = "8988303";

/** Tells whose SIM it is by its number: the issuer stands in the first digits (ITU-T E.118). */
export function kindOfSim(iccid: string): "AJAX" | "OTHER_OPERATOR" {
  return iccid.startsWith(ajaxIssuer) ? "AJAX" : "OTHER_OPERATOR";
}
