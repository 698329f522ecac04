/** What a stored value of history is, so that each reader sees it in words of his own language and zone. */
export type ValueKind =
  | "WORD"
  | "INSTANT"
  | "DATE"
  | "MONTH"
  | "MONEY"
  | "ZONE"
  | "COUNTRY"
  | "RESELLER"
  | "YES_NO"
  | "TEXT";

/** MONEY is written as integer minor units and ISO 4217 code: `350 EUR`. */
export type AuditValue = { kind: ValueKind; text: string };

/** One field that an act changed. Null stands for "nothing": the field was empty, or not there yet. */
export type AuditChange = { field: string; before: AuditValue | null; after: AuditValue | null };

type Snapshot = Record<string, unknown> | null;

const kindOfField: Record<string, ValueKind> = {
  status: "WORD",
  state: "WORD",
  role: "WORD",
  kind: "WORD",
  policy: "WORD",
  endReason: "WORD",
  endCause: "WORD",
  condition: "WORD",
  verb: "WORD",
  fault: "WORD",
  desiredStatus: "WORD",
  timeZone: "ZONE",
  billingZone: "ZONE",
  country: "COUNTRY",
  countries: "COUNTRY",
  resellerId: "RESELLER",
};

/** Keys that name a row or count its changes: they tell a reader nothing. */
const isHidden = (field: string) => field === "version" || (/Id$|^id$/.test(field) && kindOfField[field] === undefined);

const instant = /^\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:\d\d)$/;
const date = /^\d{4}-\d\d-\d\d$/;
const month = /^\d{4}-\d\d$/;

/** A field that holds money in minor units; the snapshot's `currency` says of what. */
const isMoney = (field: string) => field.endsWith("Minor");

/**
 * Lists what differs between two snapshots of one thing, in the order of the newer one.
 *
 * A field that only one snapshot knows is listed unless it is empty there; a field that the newer snapshot leaves out is
 * listed only where there is no newer snapshot, since many acts record no more than what they change.
 */
export function changesBetween(before: Snapshot, after: Snapshot): AuditChange[] {
  const [old, fresh] = [flatten(before), flatten(after)];
  const fields = after ? Object.keys(fresh) : Object.keys(old);
  const hasMoney = fields.some(isMoney);
  return fields
    .filter((field) => !isHidden(field) && !(hasMoney && field === "currency"))
    .map((field) => ({
      field,
      before: toValue(field, old[field], old.currency),
      after: toValue(field, fresh[field], fresh.currency),
    }))
    .filter((change) => change.before?.text !== change.after?.text);
}

/** Opens objects inside a snapshot, so that each line is about one value. */
function flatten(snapshot: Snapshot): Record<string, unknown> {
  const entries = Object.entries(snapshot ?? {}).flatMap(([field, value]) =>
    isRecord(value) ? Object.entries(flatten(value)) : [[field, value] as const],
  );
  return Object.fromEntries(entries);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function toValue(field: string, value: unknown, currency: unknown): AuditValue | null {
  if (value === null || value === undefined || value === "") return null;
  if (isMoney(field) && typeof currency === "string") return { kind: "MONEY", text: `${value} ${currency}` };
  if (Array.isArray(value)) return value.length > 0 ? { kind: kindOf(field, ""), text: value.join(", ") } : null;
  if (typeof value === "boolean") return { kind: "YES_NO", text: value ? "YES" : "NO" };
  const text = String(value);
  return { kind: kindOf(field, text), text };
}

function kindOf(field: string, text: string): ValueKind {
  const named = Object.hasOwn(kindOfField, field) ? kindOfField[field] : undefined;
  if (named) return named;
  if (instant.test(text)) return "INSTANT";
  if (date.test(text)) return "DATE";
  return field.endsWith("onth") && month.test(text) ? "MONTH" : "TEXT";
}
