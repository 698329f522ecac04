import "server-only";
import { toDate, toInstant } from "@/lib/clock";
import { simSlotsOf } from "@/lib/domain/devices/hub-model";
import { can } from "@/lib/domain/permissions";
import type { SimSlot } from "@/lib/domain/sim-status";
import { AppError } from "@/lib/errors";
import type { PlaceParams } from "@/lib/schemas/history";
import { type CompanyContext, inTransaction, type Transaction } from "../context";
import { requireActor } from "../gate";
import { type DeviceRow, listObjectDevices } from "../store/devices";
import { findOtherRun, findShare } from "../store/hub-access";
import { findLatestPackage, type HubRow, listObjectHubs, listSims, loadHub } from "../store/hub-detail";
import { neverActivated } from "../store/hub-packages";
import { findAssignee } from "../store/objects";
import { listOpenTasks, type OpenTask } from "../store/service-tasks";
import { type HubTimeline, readHubTimeline } from "./hub-timeline";
import { type ServiceView, type SimSlotView, toServiceView, toSlotView } from "./hub-view";

/** Who looks and where, for the frame of a page and for its times. */
export type PageViewer = {
  companyName: string;
  companySlug: string;
  /** The company's zone, and the viewer's own. */
  timeZone: string;
  ownZone: string;
  role: CompanyContext["role"];
  now: string;
};

export type HubView = Omit<HubRow, "key" | "onlineSince" | "lastSeenAt"> & {
  lastSeenAt: string | null;
  service: ServiceView;
  slots: SimSlotView[];
};

export type DeviceView = Omit<DeviceRow, "hubKey"> & { hubId: string };

export type ObjectView = {
  id: string;
  name: string;
  address: string;
  reference: string | null;
  endUserName: string | null;
};

/** `assignedTo` names whom the object is assigned to; `mayAssign` is true for whoever may change that. */
export type ObjectPage = {
  viewer: PageViewer;
  object: ObjectView;
  assignedTo: string | null;
  mayAssign: boolean;
  hubs: HubView[];
  devices: DeviceView[];
};

/** What somebody has to look at on the hub. */
export type TaskView = Omit<OpenTask, "openedAt"> & { openedAt: string };

/** `sharedWith` names the second company to the one that holds the hub; null where there is none to tell. */
export type HubPage = ObjectPage & {
  hub: HubView;
  tasks: TaskView[];
  sharedWith: string | null;
  timeline: HubTimeline;
};

/**
 * Shows who looks at a page: `ownZone` is the person's chosen zone, else the company's; `now` is the company's clock,
 * ISO text.
 */
export function toPageViewer(ctx: CompanyContext): PageViewer {
  const { companyName, companySlug, timeZone, role, now, account } = ctx;
  return { companyName, companySlug, timeZone, ownZone: account.timeZone ?? timeZone, role, now: now.toString() };
}

/** Reads one object with its hubs and devices. Throws NOT_FOUND for another company's. */
export async function getObjectPage(companySlug: string, objectId: string): Promise<ObjectPage> {
  const given = await requireActor(companySlug, "object:view");
  return inTransaction(given, async (tx, ctx) => {
    const rows = await listObjectHubs(tx, ctx.companyId, objectId);
    return readObject(tx, ctx, objectId, rows);
  });
}

/**
 * Reads one hub with its object, devices and the page of its timeline that is asked for. Throws NOT_FOUND for another
 * company's.
 */
export async function getHubPage(
  companySlug: string,
  objectId: string,
  hubId: string,
  asked: PlaceParams = {},
): Promise<HubPage> {
  const given = await requireActor(companySlug, "package:view");
  return inTransaction(given, async (tx, ctx) => {
    const row = await loadHub(tx, ctx.companyId, objectId, hubId);
    const page = await readObject(tx, ctx, objectId, [row]);
    const hub = page.hubs[0];
    if (!hub) throw new AppError("NOT_FOUND");
    const tasks = await listOpenTasks(tx, ctx.companyId, row.key);
    const share = hub.isShared ? null : await findShare(tx, row.key);
    return {
      ...page,
      hub,
      sharedWith: share?.name ?? null,
      tasks: tasks.map((task) => ({ ...task, openedAt: task.openedAt.toISOString() })),
      timeline: await readHubTimeline(tx, ctx, row.key, asked),
    };
  });
}

async function readObject(tx: Transaction, ctx: CompanyContext, objectId: string, rows: HubRow[]): Promise<ObjectPage> {
  const object = await findObject(tx, ctx, objectId);
  const hubs: HubView[] = [];
  for (const row of rows) hubs.push(await toHubView(tx, ctx, row));
  const keys = new Map(rows.map((row) => [row.key, row.hubId]));
  const devices = await listObjectDevices(tx, ctx.companyId, [...keys.keys()]);
  return {
    viewer: toPageViewer(ctx),
    object,
    assignedTo: (await findAssignee(tx, object.id))?.name ?? null,
    mayAssign: can(ctx, "employee:view") && can(ctx, "object:manage"),
    hubs,
    devices: devices.map(({ hubKey, ...device }) => ({ ...device, hubId: keys.get(hubKey) ?? "" })),
  };
}

/** Reads one object. Throws NOT_FOUND alike for unknown ids and other companies'. */
export async function findObject(tx: Transaction, ctx: CompanyContext, objectId: string): Promise<ObjectView> {
  const isUuid = /^[0-9a-f-]{36}$/i.test(objectId);
  const reach = ctx.assignedOnly ? { assignedToId: ctx.assignedOnly } : {};
  const found = isUuid
    ? await tx.securedObject.findFirst({
        where: { id: objectId, companyId: ctx.companyId, ...reach },
        select: { id: true, name: true, address: true, reference: true, endUserName: true },
      })
    : null;
  if (!found) throw new AppError("NOT_FOUND");
  return found;
}

/** Shows one hub as its company's pages do, at the company's present. */
export async function toHubView(
  tx: Transaction,
  ctx: Pick<CompanyContext, "companyId" | "now" | "timeZone">,
  row: HubRow,
): Promise<HubView> {
  const latest = await findLatestPackage(tx, ctx.companyId, { hubKey: row.key, now: ctx.now });
  const sims = await listSims(tx, ctx.companyId, row.key);
  const slots: SimSlot[] = simSlotsOf(row.model) === 1 ? [1] : [1, 2];
  const { key: _key, onlineSince: _since, lastSeenAt, ...facts } = row;
  return {
    ...facts,
    lastSeenAt: lastSeenAt ? toInstant(lastSeenAt).toString() : null,
    service: toServiceView(latest?.state ?? neverActivated, {
      now: ctx.now,
      isHubOnline: row.isOnline,
      companyZone: ctx.timeZone,
      resellerName: latest?.resellerName ?? null,
      managedBy: await findOtherRun(tx, ctx.companyId, row.key, toDate(ctx.now)),
    }),
    slots: slots.map((slot) => toSlotView(slot, sims.find((sim) => sim.slot === slot) ?? null, row, ctx.now)),
  };
}
