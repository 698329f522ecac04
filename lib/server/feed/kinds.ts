import { z } from "zod";
import type { AuditAction } from "@/lib/domain/audit-actions";

const instant = z.iso.datetime();

/** The state that a fact about a hub's services leads to. */
const packagePayload = z.union([
  z.object({ status: z.literal("INACTIVE"), endedAt: instant, endReason: z.string() }),
  z.object({
    status: z.enum(["ACTIVE", "EXPIRING"]),
    resellerId: z.uuid(),
    billingZone: z.string(),
    confirmBy: instant.nullable(),
    confirmedAt: instant.nullable(),
    expiresAt: instant.nullable(),
    endCause: z.string().nullable(),
  }),
]);

const value = z.union([z.string(), z.number(), z.boolean(), z.array(z.string()).readonly()]);

/** What happened on a hub. A delivery adds the fact's id as `eventId`, its instant in milliseconds, and the recipient. */
const hubEventPayload = z.object({
  hubId: z.string().length(8),
  hubName: z.string(),
  eventType: z.string(),
  eventTypeV2: z.string(),
  eventCode: z.string().regex(/^M_[0-9A-F]{2}_[0-9A-F]{2}$/),
  eventTag: z.string(),
  transition: z.enum(["TRIGGERED", "RECOVERED", "IMPULSE"]),
  sourceObjectType: z.string(),
  sourceObjectId: z.string(),
  sourceObjectName: z.string(),
  sourceRoomId: z.string().nullable(),
  sourceRoomName: z.string().nullable(),
  cmsDeviceIndex: z.number().int().nullable(),
  eventSource: z.literal("HUB"),
  additionalData: z.record(z.string(), z.unknown()),
  additionalDataV2: z.array(z.looseObject({ additionalDataV2Type: z.string(), type: z.string() })).readonly(),
});

/** What one field of a hub, group or device is now. A delivery adds the user. */
const hubUpdatePayload = z.object({
  id: z.string(),
  hubId: z.string().length(8),
  type: z.string(),
  updates: z.record(z.string(), value),
});

/** Every kind of fact in the outbox with the schema of its payload. Readers parse with it; writers are typed by it. */
export const feedPayloads = {
  "package.activated": packagePayload,
  "package.expiry_scheduled": packagePayload,
  "package.resumed": packagePayload,
  "package.stopped": packagePayload,
  "package.expired": packagePayload,
  "package.activation_failed": packagePayload,
  "package.moved": packagePayload,
  "package.move_refused": z.object({ refusal: z.string() }),
  "statement.closed": z.record(z.string(), z.union([z.string(), z.number()])),
  "hub.event": hubEventPayload,
  "hub.update": hubUpdatePayload,
} as const;

export type FeedKind = keyof typeof feedPayloads;
export type FeedPayload<K extends FeedKind> = z.output<(typeof feedPayloads)[K]>;

export type PackageEventKind = Extract<FeedKind, `package.${string}`>;

export const packageEventKinds: readonly PackageEventKind[] = [
  "package.activated",
  "package.expiry_scheduled",
  "package.resumed",
  "package.stopped",
  "package.expired",
  "package.activation_failed",
  "package.moved",
  "package.move_refused",
];

/**
 * Acts of people and jobs beside those on services, by their names in the history, and reports of the mobile network, with what follows from them,
 * how monitoring stations answer, and that a hub's list of users and invitations changed.
 * They are told by ids alone, for pages that are open: their payload is empty, and no reader is owed one.
 */
export type ActKind =
  | Exclude<AuditAction, FeedKind>
  | "sim.reported"
  | "sim.drifted"
  | "sim.agreed"
  | "station.changed"
  | "hub.users_changed";

/** Answers whether an act is told as a fact with a payload of its own, by whoever writes that. */
export function isFact<A extends AuditAction>(action: A): action is A & FeedKind {
  return Object.hasOwn(feedPayloads, action);
}

/**
 * Why many packages changed at once, as their facts' payloads say: their connection was decided on, or a move began a
 * run. Whoever it concerns was told of all of them together.
 */
export type EventCause = "CONNECTION" | "MOVED";
