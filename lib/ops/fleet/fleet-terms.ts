import type { Client } from "pg";
import { zoneDataVersion } from "@/lib/clock";
import type { HubState } from "@/prisma/seed/hub-states";
import type { FleetCalendar } from "./fleet-calendar";
import type { FleetCompany } from "./fleet-company";
import { fleetWords } from "./fleet-words";

export type FleetPlan = {
  company: FleetCompany;
  calendar: FleetCalendar;
  seed: number;
  hubs: number;
  states: HubState[];
};

/** What the reference of every object of a fleet begins with; fleets are found again by it. */
export const fleetMark = "FLEET-";

/**
 * What every statement of a fleet reads: one row of terms, the months, the words of each script. Temporary, as are the
 * functions that draw: a hash of seed, company and number instead of random(), cut into shares from 0 to 1, and keys
 * made of it, which sort before all that the portal makes, as older ones do. `mixed` is one to one on 32 bits, so that
 * no printed number comes twice.
 */
const definitions = `
  create temporary table fleet_terms (
    company_id uuid, slug text, seed int, hubs int, billing_zone text, zone_data text, clock_id uuid, offer_id uuid,
    payer_id uuid, payer_reseller_id uuid, payer_company_id uuid, ending_id uuid, ending_reseller_id uuid,
    ending_company_id uuid, ending_at timestamptz, at timestamptz, last_start timestamptz, month_start timestamptz,
    month_end timestamptz, first_start timestamptz, actor_ids uuid[], actor_names text[], states text[], borrower int,
    mark text);
  create temporary table fleet_month (round int, month text, starts_at timestamptz, ends_at timestamptz);
  create temporary table fleet_words (script int, hubs text[], objects text[], streets text[], people text[]);
  create function pg_temp.share(hash text, part int) returns float8 language sql immutable as
    $$ select ('x' || substr(hash, 8 * part - 7, 8))::bit(32)::bigint / 4294967296.0 $$;
  create function pg_temp.key(hash text) returns uuid language sql immutable as
    $$ select ('00' || substr(overlay(overlay(hash placing '4' from 13) placing '8' from 17), 3))::uuid $$;
  create function pg_temp.mixed(n bigint) returns bigint language sql immutable as $$
    select b # (b >> 15) from (select n * 747796405 & 4294967295) q (a),
      lateral (select (a # (a >> 16)) * 1540483477 & 4294967295) r (b) $$;
  create function pg_temp.part(settings jsonb, is_enabled bool) returns jsonb language sql immutable as
    $$ select settings || jsonb_build_object('enabled', is_enabled) $$;
  create function pg_temp.pick(words text[], share float8) returns text language sql immutable as
    $$ select words[1 + floor(share * cardinality(words))::int] $$`;

function termsOf({ company, calendar, seed, hubs, states }: FleetPlan) {
  const { payer, ending, staff } = company;
  const borrower = states.indexOf("SIM_IN_OTHER_HUB");
  return {
    company_id: company.id,
    slug: company.slug,
    seed,
    hubs,
    billing_zone: company.timeZone,
    zone_data: zoneDataVersion,
    clock_id: company.clockId,
    offer_id: company.offerId,
    payer_id: payer.id,
    payer_reseller_id: payer.resellerId,
    payer_company_id: payer.resellerCompanyId,
    ending_id: ending?.id ?? null,
    ending_reseller_id: ending?.resellerId ?? null,
    ending_company_id: ending?.resellerCompanyId ?? null,
    ending_at: ending?.endsAt.toString() ?? null,
    at: calendar.now.toString(),
    last_start: calendar.lastStart.toString(),
    first_start: calendar.firstStart.toString(),
    month_start: calendar.monthStart.toString(),
    month_end: calendar.monthEnd.toString(),
    actor_ids: staff.map(({ id }) => id),
    actor_names: staff.map(({ name }) => name),
    states,
    borrower: borrower === -1 ? null : borrower,
    mark: `${fleetMark}${seed}-`,
  };
}

/** Hands a fleet's terms to the connection, where all its statements find them. Writes nothing that stays. */
export async function layDownTerms(client: Client, plan: FleetPlan): Promise<void> {
  await client.query(definitions);
  const terms = JSON.stringify(termsOf(plan));
  await client.query("insert into fleet_terms select * from jsonb_populate_record(null::fleet_terms, $1)", [terms]);
  const months = JSON.stringify(plan.calendar.months);
  await client.query("insert into fleet_month select * from jsonb_populate_recordset(null::fleet_month, $1)", [months]);
  const words = JSON.stringify(fleetWords.map((script, index) => ({ script: index, ...script })));
  await client.query("insert into fleet_words select * from jsonb_populate_recordset(null::fleet_words, $1)", [words]);
}
