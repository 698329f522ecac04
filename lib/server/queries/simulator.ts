import "server-only";
import { clockNow } from "@/lib/clock";
import { simSlotsOf } from "@/lib/domain/devices/hub-model";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import type { FleetListParams } from "@/lib/schemas/simulator";
import { inSystemTransaction, type Transaction } from "../context";
import { countOpenStreams } from "../feed/user-streams";
import { requireAdmin } from "../gate";
import { listBoundUsers } from "../store/cloud/bindings";
import { listPendingInvitations } from "../store/cloud/invitations";
import {
  countLinks,
  type FleetHubRow,
  type LinkFigures,
  listFleetHubs,
  listFleetSims,
  listPanelDevices,
  listPanelFaults,
  type PanelDeviceRow,
  type PanelFaultRow,
} from "../store/fleet-panel";
import type { SimRow } from "../store/hub-detail";
import { listToldRows, type ToldRow } from "../store/simulator-looks";
import { type SimSlotView, toSlotView } from "./hub-view";

const hubsAtMost = 50;

/** A hub of the simulated world with its slots. Instants are ISO text, `now` that of its company. */
export type FleetHubView = Omit<
  FleetHubRow,
  "key" | "clockId" | "offsetMs" | "onlineSince" | "offlineDueAt" | "lastSeenAt"
> & {
  now: string;
  offlineDueAt: string | null;
  lastSeenAt: string | null;
  slots: SimSlotView[];
};

/** `feeds` says how what hubs tell reaches programs: links, open streams, and pushes that wait or fail. */
export type FleetPage = { hubs: FleetHubView[]; hasMore: boolean; feeds: LinkFigures & { streams: number } };

/** Lists the first hubs that match, whoever's they are, for the platform admin. */
export async function getFleet({ q, state }: FleetListParams): Promise<FleetPage> {
  await requireAdmin();
  return inSystemTransaction(async (tx) => {
    const rows = await listFleetHubs(tx, { search: q || null, state: state ?? null }, hubsAtMost + 1);
    const shown = rows.slice(0, hubsAtMost);
    const sims = await listFleetSims(
      tx,
      shown.map(({ key }) => key),
    );
    const simsOf = Map.groupBy(sims, ({ hubKey }) => hubKey);
    return {
      hubs: shown.map((row) => toView(row, simsOf.get(row.key) ?? [])),
      hasMore: rows.length > hubsAtMost,
      feeds: { ...(await countLinks(tx)), streams: countOpenStreams() },
    };
  });
}

export type PanelFault = Omit<PanelFaultRow, "injectedAt"> & { injectedAt: string };

/** Who lives with a hub, who is invited, and whether its reports are on. */
export type PanelPeople = {
  users: { email: string; name: string; role: "MASTER" | "USER" }[];
  invited: string[];
  isReporting: boolean;
};

export type HubPanel = {
  hub: FleetHubView;
  people: PanelPeople;
  faults: PanelFault[];
  devices: PanelDeviceRow[];
  told: ToldRow[];
};

/** Reads one hub with everything that can be done to it. Throws NOT_FOUND for one nobody has. */
export async function getHubPanel(hubId: string): Promise<HubPanel> {
  await requireAdmin();
  return inSystemTransaction(async (tx) => {
    const [row] = await listFleetHubs(tx, { hubId, search: null, state: null }, 1);
    if (!row) throw new AppError("NOT_FOUND");
    const faults = await listPanelFaults(tx, row);
    return {
      hub: toView(row, await listFleetSims(tx, [row.key])),
      faults: faults.map((fault) => ({ ...fault, injectedAt: fault.injectedAt.toISOString() })),
      people: await readPeople(tx, row.key),
      devices: await listPanelDevices(tx, row.key),
      told: await listToldRows(tx, row.hubId),
    };
  });
}

async function readPeople(tx: Transaction, hubKey: string): Promise<PanelPeople> {
  const users = await listBoundUsers(tx, hubKey);
  const invited = (await listPendingInvitations(tx, hubKey)).map(({ email }) => email.toLowerCase());
  const reporter = env().reportingAddress.toLowerCase();
  return {
    users: users.map(({ email, name, role }) => ({ email, name, role })),
    invited: invited.filter((email) => email !== reporter),
    isReporting: invited.includes(reporter),
  };
}

function toView(row: FleetHubRow, sims: SimRow[]): FleetHubView {
  const { key: _key, clockId: _clockId, offsetMs, onlineSince, offlineDueAt, lastSeenAt, ...rest } = row;
  const now = clockNow(offsetMs);
  const slots = ([1, 2] as const).slice(0, simSlotsOf(row.model));
  return {
    ...rest,
    now: now.toString(),
    offlineDueAt: offlineDueAt?.toISOString() ?? null,
    lastSeenAt: lastSeenAt?.toISOString() ?? null,
    slots: slots.map((slot) =>
      toSlotView(slot, sims.find((sim) => sim.slot === slot) ?? null, { activeSlot: row.activeSlot, onlineSince }, now),
    ),
  };
}
