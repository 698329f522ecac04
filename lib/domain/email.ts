/** Longest address SMTP carries (RFC 5321), and longest local part. */
const longest = 254;
const longestLocal = 64;

const localPattern = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;
const labelPattern = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;
const topLevelPattern = /^([a-z]{2,63}|xn--[a-z0-9-]{1,59})$/;

/**
 * Reads one plain address, lower-cased, or null for everything else.
 *
 * Strict on purpose (RELIABILITY T-15): no quoted local part, no comment, no second recipient, no control character.
 * Look-alikes such as a full-width @ are made plain first and then judged, so what is stored is what is compared.
 */
export function parseEmail(text: string): string | null {
  const plain = text.normalize("NFKC").trim().toLowerCase();
  if (plain.length > longest) return null;
  const parts = plain.split("@");
  const [local, domain] = parts;
  if (parts.length !== 2 || !local || !domain) return null;
  if (local.length > longestLocal || !localPattern.test(local)) return null;

  const labels = domain.split(".");
  const isDomain = labels.length >= 2 && labels.every((label) => labelPattern.test(label));
  return isDomain && topLevelPattern.test(labels.at(-1) ?? "") ? plain : null;
}
