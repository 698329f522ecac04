import type { Client } from "pg";
import { billingMonthOf, startOfMonth } from "@/lib/domain/billing-month";
import type { DealerKey } from "@/prisma/seed/companies";
import { type HubState, hubCounts } from "@/prisma/seed/hub-states";

/** A hub with its latest run, the SIM of that run, and the SIM in its first slot. */
export type HubNow = {
  hubId: string;
  dealer: DealerKey;
  timeZone: string;
  isOnline: boolean;
  status: "INACTIVE" | "ACTIVE" | "EXPIRING" | null;
  endCause: "DEACTIVATED" | "CONNECTION" | null;
  endReason: "EXPIRED" | "STOPPED" | "ACTIVATION_FAILED" | null;
  endedAt: Date | null;
  confirmedAt: Date | null;
  isRunSimInstalled: boolean | null;
  isRunSimBehind: boolean | null;
  runSimReports: "ENABLED" | "DISABLED" | null;
  slotKind: "AJAX" | "OTHER_OPERATOR" | null;
  slotCondition: "OK" | "PIN_LOCKED" | "DEFECTIVE" | null;
  isSlotRetired: boolean;
  isSlotSimElsewhere: boolean;
};

/** Reads every hub of the demo's dealers. */
export async function readHubs(owner: Client): Promise<HubNow[]> {
  const { rows } = await owner.query<HubNow>(`
    select h.hub_id as "hubId", c.slug as dealer, c.time_zone as "timeZone", h.is_online as "isOnline",
      p.status, p.end_cause as "endCause", p.end_reason as "endReason", p.ended_at as "endedAt",
      p.confirmed_at as "confirmedAt", r.hub_id is not null as "isRunSimInstalled",
      r.reported_version < r.desired_version as "isRunSimBehind", r.reported_status as "runSimReports",
      s.kind as "slotKind", s.condition as "slotCondition", s.retired_at is not null as "isSlotRetired",
      exists (select from hub_package e where e.sim_id = s.id and e.status <> 'INACTIVE' and e.hub_id <> h.id)
        as "isSlotSimElsewhere"
    from hub h join company c on c.id = h.company_id
    left join hub_package p on p.hub_id = h.id and not exists (select from hub_package n where n.previous_id = p.id)
    left join ajax_sim r on r.id = p.sim_id
    left join ajax_sim s on s.hub_id = h.id and s.slot = 1`);
  return rows;
}

/** Counts hubs by state and dealer, in the form of the product's table. */
export function countStates(hubs: HubNow[], now: Temporal.Instant): typeof hubCounts {
  const counts = Object.fromEntries(
    Object.keys(hubCounts).map((state) => [state, { dnipro: 0, sicura: 0, kiwi: 0, nordlys: 0 }]),
  ) as typeof hubCounts;
  for (const hub of hubs) counts[stateOf(hub, now)][hub.dealer] += 1;
  return counts;
}

function stateOf(hub: HubNow, now: Temporal.Instant): HubState {
  if (hub.status === null) return neverActivated(hub);
  return hub.status === "INACTIVE" ? ended(hub, now) : live(hub);
}

function live(hub: HubNow): HubState {
  if (hub.status === "EXPIRING") return hub.endCause === "CONNECTION" ? "CONNECTION_ENDING" : "EXPIRES_SOON";
  if (!hub.confirmedAt) return "ACTIVATING";
  if (!hub.isRunSimInstalled) return "SIM_REMOVED";
  if (hub.isRunSimBehind && hub.runSimReports === "DISABLED") return "DRIFT";
  return hub.isOnline ? "ACTIVATED_ONLINE" : "ACTIVATED_OFFLINE";
}

function ended(hub: HubNow, now: Temporal.Instant): HubState {
  if (hub.isSlotRetired) return "SIM_RETIRED";
  if (hub.endReason === "ACTIVATION_FAILED") return "ACTIVATION_FAILED";
  const monthStart = startOfMonth(billingMonthOf(now, hub.timeZone), hub.timeZone).epochMilliseconds;
  const endedMs = hub.endedAt?.getTime() ?? 0;
  if (hub.endReason === "EXPIRED" && endedMs === monthStart) return "ENDED_AT_BOUNDARY";
  if (hub.runSimReports === "ENABLED") return "STILL_SWITCHING_OFF";
  if (hub.endReason === "STOPPED" && endedMs >= monthStart) return "STOPPED_THIS_MONTH";
  throw new Error(`Hub ${hub.hubId} ended in no way that the table knows.`);
}

function neverActivated(hub: HubNow): HubState {
  if (!hub.slotKind) return "NO_SIM";
  if (hub.slotKind === "OTHER_OPERATOR") return "SIM_FOREIGN";
  if (hub.isSlotSimElsewhere) return "SIM_IN_OTHER_HUB";
  if (hub.slotCondition === "PIN_LOCKED") return "SIM_LOCKED";
  if (hub.slotCondition === "DEFECTIVE") return "SIM_DEFECTIVE";
  return hub.isOnline ? "NEVER_ONLINE" : "NEVER_OFFLINE";
}
