import type { NoticeKind } from "./notices";
import { can } from "./permissions";
import type { CompanySide, EmployeeRole } from "./roles";

/** How a topic reaches a person: by a mail of its own, by the bell, or in the mail of the day. */
export const notificationChannels = ["BELL", "MAIL", "DIGEST"] as const;

export type NotificationChannel = (typeof notificationChannels)[number];

/**
 * Whom a topic concerns. PERSON: everybody with an account. DEALER and RESELLER: owner and managers on that side. OWNER:
 * a company's owner. FIELD: everybody who acts on hubs, installers too. STAFF: everybody who works in a company. ADMIN:
 * the platform's.
 */
export type Audience = "PERSON" | "DEALER" | "RESELLER" | "OWNER" | "FIELD" | "STAFF" | "ADMIN";

/** Topics stand together on the page of choices, and mails give a reason, by group. */
export const topicGroups = [
  "account",
  "company",
  "requests",
  "connections",
  "services",
  "faults",
  "months",
  "work",
] as const;

export type TopicGroup = (typeof topicGroups)[number];

type Topic = {
  group: TopicGroup;
  audience: readonly Audience[];
  channels: readonly NotificationChannel[];
  /** Cannot be switched off: the safety of an account, and what a person must know of the own employment. */
  isFixed?: true;
};

const mailAndBell = ["BELL", "MAIL"] as const;
const bellAndDigest = ["BELL", "DIGEST"] as const;
const both = ["DEALER", "RESELLER"] as const;

/**
 * Everything a person can be told of, with the channels it comes by: the one table that mails, bell, digests and the
 * page of choices read. Closed: each has its words in the message files, under `notifications.topics`; a mail names its
 * topic in `topicsOfMail`, a line of the bell in {@link topicOfNotice}. Source: PRODUCT J17.
 */
export const notificationTopics = {
  "account.security": { group: "account", audience: ["PERSON"], channels: ["MAIL"], isFixed: true },
  "account.invitation": { group: "account", audience: ["PERSON"], channels: mailAndBell, isFixed: true },
  "account.employment": { group: "account", audience: ["PERSON"], channels: ["MAIL"], isFixed: true },
  "employee.answered": { group: "company", audience: ["OWNER"], channels: mailAndBell },
  "company.enrolled": { group: "company", audience: ["DEALER"], channels: mailAndBell },
  "reseller.changed": { group: "company", audience: ["RESELLER"], channels: ["MAIL"] },
  "country.changed": { group: "company", audience: ["DEALER"], channels: mailAndBell },
  "request.received": { group: "requests", audience: ["RESELLER"], channels: mailAndBell },
  "request.reminder": { group: "requests", audience: ["RESELLER"], channels: mailAndBell },
  "request.decided": { group: "requests", audience: ["DEALER"], channels: mailAndBell },
  "request.withdrawn": { group: "requests", audience: ["RESELLER"], channels: mailAndBell },
  "request.message": { group: "requests", audience: both, channels: mailAndBell },
  "request.expired": { group: "requests", audience: both, channels: mailAndBell },
  "terms.changed": { group: "connections", audience: ["DEALER"], channels: mailAndBell },
  "connection.ending": { group: "connections", audience: both, channels: mailAndBell },
  "connection.kept": { group: "connections", audience: both, channels: mailAndBell },
  "connection.ended": { group: "connections", audience: both, channels: mailAndBell },
  "package.move": { group: "connections", audience: both, channels: ["BELL", "MAIL", "DIGEST"] },
  "hub.shared": { group: "connections", audience: ["DEALER"], channels: mailAndBell },
  "company.deleted": { group: "connections", audience: both, channels: mailAndBell },
  "package.activated": { group: "services", audience: both, channels: bellAndDigest },
  "package.deactivated": { group: "services", audience: both, channels: bellAndDigest },
  "package.resumed": { group: "services", audience: both, channels: bellAndDigest },
  "package.stopped": { group: "services", audience: both, channels: bellAndDigest },
  "package.ended": { group: "services", audience: both, channels: bellAndDigest },
  "start.told": { group: "services", audience: ["FIELD"], channels: mailAndBell },
  "activation.failed": { group: "faults", audience: ["FIELD"], channels: mailAndBell },
  "sim.gone": { group: "faults", audience: ["FIELD"], channels: mailAndBell },
  "sim.drift": { group: "faults", audience: ["FIELD"], channels: mailAndBell },
  "sim.wrong_hub": { group: "faults", audience: ["FIELD"], channels: mailAndBell },
  "month.preview": { group: "months", audience: ["DEALER"], channels: ["MAIL"] },
  "statement.closed": { group: "months", audience: both, channels: ["MAIL"] },
  "statement.difference": { group: "months", audience: both, channels: ["MAIL"] },
  "work.handed_over": { group: "work", audience: ["STAFF"], channels: ["BELL"] },
  "rollover.failed": { group: "work", audience: ["ADMIN"], channels: ["MAIL"] },
} as const satisfies Record<string, Topic>;

export type NotificationTopic = keyof typeof notificationTopics;

export const topicNames = Object.keys(notificationTopics) as NotificationTopic[];

/** Reads one row of {@link notificationTopics} without its literal types. */
export function topicOf(name: NotificationTopic): Topic {
  return notificationTopics[name];
}

/** Which topic a line of the bell belongs to. */
export const topicOfNotice: Record<NoticeKind, NotificationTopic> = {
  "package.activated": "package.activated",
  "package.expiry_scheduled": "package.deactivated",
  "package.resumed": "package.resumed",
  "package.stopped": "package.stopped",
  "package.expired": "package.ended",
  "package.activation_failed": "activation.failed",
  "invitation.received": "account.invitation",
  "employee.joined": "employee.answered",
  "employee.declined": "employee.answered",
  "employee.left": "employee.answered",
  "work.handed_over": "work.handed_over",
  "company.enrolled": "company.enrolled",
  "company.deleted": "company.deleted",
  "country.closed": "country.changed",
  "request.received": "request.received",
  "request.reminded": "request.reminder",
  "request.approved": "request.decided",
  "request.declined": "request.decided",
  "request.reopened": "request.decided",
  "terms.changed": "terms.changed",
  "connection.end_proposed": "connection.ending",
  "connection.ending": "connection.ending",
  "connection.ending_soon": "connection.ending",
  "connection.kept": "connection.kept",
  "connection.ended": "connection.ended",
  "move.requested": "package.move",
  "move.approved": "package.move",
  "move.leaving": "package.move",
  "move.declined": "package.move",
  "move.withdrawn": "package.move",
  "move.expired": "package.move",
  "request.withdrawn": "request.withdrawn",
  "request.expired": "request.expired",
  "request.passed_on": "request.decided",
  "request.not_passed_on": "request.decided",
  "request.message": "request.message",
  "sim.drift": "sim.drift",
  "sim.gone": "sim.gone",
  "sim.wrong_hub": "sim.wrong_hub",
  "start.done": "start.told",
  "start.refused": "start.told",
  "hub.shared": "hub.shared",
  "hub.share_ended": "hub.shared",
};

/** Which topic a line of a digest belongs to: moves of single hubs are told there and nowhere else. */
export const topicOfEvent = {
  ...topicOfNotice,
  "package.moved": "package.move",
  "package.move_refused": "package.move",
} as const satisfies Record<string, NotificationTopic>;

/** One choice a person has: a topic by a channel. */
export type NotificationChoice = { topic: NotificationTopic; channel: NotificationChannel };

/** Every choice there is; those that are always on are none. */
export const notificationChoices: readonly NotificationChoice[] = topicNames
  .filter((name) => !topicOf(name).isFixed)
  .flatMap((topic) => topicOf(topic).channels.map((channel) => ({ topic, channel })));

/** Names a choice in forms, links and tables, as `request.received:MAIL`. */
export function printChoice({ topic, channel }: NotificationChoice): string {
  return `${topic}:${channel}`;
}

/** What a person does in one company, on one side of it. */
export type ReaderPlace = { role: EmployeeRole; side: CompanySide };

/** Where a person works, and whether for the platform too. */
export type Reader = { places: readonly ReaderPlace[]; isPlatformAdmin: boolean };

/**
 * Lists the topics that can reach a person, in the table's order. A place counts only if its role may choose
 * notifications.
 */
export function topicsFor({ places, isPlatformAdmin }: Reader): NotificationTopic[] {
  const own = places.filter((place) => can(place, "notification:choose")).flatMap(audiencesOf);
  const audiences = new Set<Audience>(["PERSON", ...(isPlatformAdmin ? ["ADMIN" as const] : []), ...own]);
  return topicNames.filter((name) => topicOf(name).audience.some((audience) => audiences.has(audience)));
}

function audiencesOf({ role, side }: ReaderPlace): Audience[] {
  const office: Audience = side === "dealer" ? "DEALER" : "RESELLER";
  return [
    "STAFF",
    ...(side === "dealer" ? ["FIELD" as const] : []),
    ...(role === "OWNER" ? ["OWNER" as const] : []),
    ...(role === "INSTALLER" ? [] : [office]),
  ];
}
