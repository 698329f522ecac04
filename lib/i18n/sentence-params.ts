import type { SentenceParams } from "@/lib/action-state";
import { countryName } from "./country-name";
import { formatDate, formatInstant, formatMonth, type Reader } from "./format";

const instantPattern = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?Z$/;
const countryPattern = /^[A-Z]{2}$/;
const dayPattern = /^\d{4}-\d{2}-\d{2}$/;
const monthPattern = /^\d{4}-(0[1-9]|1[0-2])$/;

/**
 * Makes a refusal's values readable: instants, days and months become text in the reader's language. An instant is shown in the
 * zone named beside it as `zone`, else in the reader's. Codes and names stay as they are.
 */
export function readableParams(params: SentenceParams, reader: Reader): SentenceParams {
  const timeZone = typeof params.zone === "string" ? params.zone : reader.timeZone;
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => [name, readable(name, value, { ...reader, timeZone })]),
  );
}

/** Puts the state that a refusal names by its code, of a request or a connection, into the reader's words. */
export function wordStates(params: SentenceParams, wordOf: (code: string) => string): SentenceParams {
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => [
      name,
      (name === "state" || name === "outcome") && typeof value === "string" ? wordOf(value) : value,
    ]),
  );
}

const whyPrefix = "why_";

/** Reads the refusal that a notice or a mail tells of: its code, and the values of its sentence. Null where it tells of none. */
export function whyOf(data: Record<string, string | number>): { code: string; params: SentenceParams } | null {
  if (typeof data.whyCode !== "string") return null;
  const values = Object.entries(data).filter(([name]) => name.startsWith(whyPrefix));
  const params = Object.fromEntries(values.map(([name, value]) => [name.slice(whyPrefix.length), value]));
  return { code: data.whyCode, params };
}

/** The values of the sentence on somebody who planned a start and may not carry it out; earlier messages say less. */
export function plannerOf(data: Record<string, string | number>): SentenceParams {
  return { why_planner: "ROLE", why_person: data.person ?? "", ...data };
}

function readable(name: string, value: string | number, reader: Reader): string | number {
  if (typeof value !== "string") return value;
  if (name === "country" && countryPattern.test(value)) return countryName(value, reader.locale);
  if (instantPattern.test(value)) return formatInstant(value, reader);
  if (monthPattern.test(value)) return formatMonth(value, reader.locale);
  if (!dayPattern.test(value)) return value;
  return formatDate(value, reader.locale);
}
