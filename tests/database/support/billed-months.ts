import type { Client } from "pg";

type Entry = {
  run: string;
  hubNumber: string;
  action: string;
  after: { resellerId?: string; billingZone?: string; confirmedAt?: string | null; endedAt?: string | null } | null;
};

type RunInHistory = { hubNumber: string; payer: string; zone: string; from: string | null; to: string | null };

const endings = ["package.stopped", "package.expired", "package.moved", "package.activation_failed"];

/**
 * Counts the account-months that a reseller owes by the history of some companies and by nothing else, as `hub month`, in
 * order. A month counts once a hub, from the report that confirmed a run to its end, by the zone the run was activated
 * in. It shares no code with the billing: months are compared as text. Source: billing rules B1 to B3.
 */
export async function monthsInHistory(
  owner: Client,
  companyIds: readonly string[],
  resellerId: string,
): Promise<string[]> {
  const { rows } = await owner.query<Entry>(
    `select e.subject_id as run, h.hub_id as "hubNumber", e.action, e.after from audit_entry e join hub h on h.id = e.hub_id
     where e.company_id = any($1) and e.action like 'package.%' order by e.subject_id, e.subject_version`,
    [companyIds],
  );
  const runs = new Map<string, RunInHistory>();
  for (const entry of rows) runs.set(entry.run, replay(runs.get(entry.run), entry));
  const months = [...runs.values()].filter(({ payer }) => payer === resellerId).flatMap(monthsOf);
  return [...new Set(months)].sort();
}

function replay(run: RunInHistory | undefined, { hubNumber, action, after }: Entry): RunInHistory {
  if (action === "package.activated") {
    const { resellerId = "", billingZone = "UTC", confirmedAt = null } = after ?? {};
    return { hubNumber, payer: resellerId, zone: billingZone, from: confirmedAt, to: null };
  }
  if (!run) throw new Error("History does not begin with an activation.");
  if (action === "package.confirmed") return { ...run, from: after?.confirmedAt ?? null };
  return endings.includes(action) ? { ...run, to: after?.endedAt ?? null } : run;
}

/** A run without an end goes on for as long as anybody looks here. */
const farAhead = "2050-01-01T00:00:00Z";

function monthsOf({ hubNumber, zone, from, to }: RunInHistory): string[] {
  if (from === null) return [];
  const begin = Temporal.Instant.from(from);
  const last = Temporal.Instant.from(to ?? farAhead).subtract({ nanoseconds: 1 });
  if (Temporal.Instant.compare(begin, last) > 0) return [];
  const months: string[] = [];
  let month = begin.toZonedDateTimeISO(zone).toPlainDate().toPlainYearMonth();
  const end = last.toZonedDateTimeISO(zone).toPlainDate().toPlainYearMonth();
  for (; Temporal.PlainYearMonth.compare(month, end) <= 0; month = month.add({ months: 1 })) {
    months.push(`${hubNumber} ${month}`);
  }
  return months;
}
