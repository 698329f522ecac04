import "server-only";
import { readHubInvitationToken } from "@/lib/auth/hub-invitation-token";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { inSystemTransaction } from "../context";
import { countUserStreams } from "../feed/user-streams";
import { requireResident } from "../home-gate";
import { listReportingHubs, type ReportingHub } from "../store/cloud/audience";
import { type HubUser, listBoundUsers } from "../store/cloud/bindings";
import { findHubPlace, type HubScope, listBoundHubs, runHubRead, viewedHub } from "../store/cloud/hubs";
import {
  findMailedInvitation,
  listOwnInvitations,
  listPendingInvitations,
  type MailedInvitation,
  type OwnInvitation,
  type PendingInvitation,
} from "../store/cloud/invitations";
import { type LinkRow, listLinks } from "../store/relay/links";

type Iso<T extends { at: Date }> = Omit<T, "at"> & { at: string };

const toIso = <T extends { at: Date }>({ at, ...rest }: T) => ({ ...rest, at: at.toISOString() });

/** The users and invitations of a hub. `isReporter` marks the invitation that switches reporting on. */
export type HubUsersPage = {
  hubId: string;
  hubName: string;
  isMaster: boolean;
  timeZone: string;
  users: (HubUser & { isYou: boolean })[];
  invitations: (Iso<PendingInvitation> & { isReporter: boolean })[];
  reportingAddress: string;
  isReporting: boolean;
};

/** Reads who belongs to a hub and who is invited. Throws UNAUTHENTICATED, and NOT_FOUND for a hub that is not theirs. */
export async function getHubUsers(hubId: string): Promise<HubUsersPage> {
  const { userId } = await requireResident();
  const scope: HubScope = { kind: "USER", userId };
  const { reportingAddress } = env();
  return inSystemTransaction(async (tx) => {
    const place = await findHubPlace(tx, scope, hubId);
    const hub = place ? await runHubRead(tx, scope, viewedHub(hubId)) : null;
    if (!place || !hub) throw new AppError("NOT_FOUND");
    const users = await listBoundUsers(tx, place.hubKey);
    const pending = await listPendingInvitations(tx, place.hubKey);
    const isReporter = ({ email }: { email: string }) => email.toLowerCase() === reportingAddress.toLowerCase();
    return {
      hubId,
      hubName: hub.name,
      isMaster: place.role === "MASTER",
      timeZone: place.timeZone,
      users: users.map((user) => ({ ...user, isYou: user.userId === userId })),
      invitations: pending.map((each) => ({ ...toIso(each), isReporter: isReporter(each) })),
      reportingAddress,
      isReporting: pending.some(isReporter),
    };
  });
}

/** Lists the invitations that wait for the signed-in person's answer. Throws UNAUTHENTICATED. */
export async function getOwnHubInvitations(): Promise<Iso<OwnInvitation>[]> {
  const { userId } = await requireResident();
  return inSystemTransaction(async (tx) => (await listOwnInvitations(tx, userId)).map(toIso));
}

/** Reads the invitation of a mail's link. Null where it does not wait any more. */
export async function getMailedInvitation(token: string): Promise<MailedInvitation | null> {
  const invitationId = readHubInvitationToken(token);
  return invitationId ? inSystemTransaction((tx) => findMailedInvitation(tx, invitationId)) : null;
}

/** A linked home box; instants are ISO text. */
export type HomeLink = Omit<LinkRow, "linkedAt" | "lastPushAt" | "lastErrorAt" | "nextTryAt"> & {
  linkedAt: string;
  lastPushAt: string | null;
  lastErrorAt: string | null;
  nextTryAt: string | null;
};

export type LinksPage = {
  links: HomeLink[];
  hubs: ReportingHub[];
  openStreams: number;
  /** Of the first hub: links have no zone of their own. */
  timeZone: string;
};

/** Reads what is linked to the account of whoever is signed in to My home. Throws UNAUTHENTICATED. */
export async function getHomeLinks(): Promise<LinksPage> {
  const { userId } = await requireResident();
  const scope: HubScope = { kind: "USER", userId };
  return inSystemTransaction(async (tx) => {
    const links = await listLinks(tx, userId);
    const hubs = await listReportingHubs(tx, userId, env().reportingAddress);
    const [first] = await listBoundHubs(tx, scope);
    const place = first ? await findHubPlace(tx, scope, first.hubId) : null;
    return {
      links: links.map(toLink),
      hubs,
      openStreams: countUserStreams(userId),
      timeZone: place?.timeZone ?? "UTC",
    };
  });
}

function toLink({ linkedAt, lastPushAt, lastErrorAt, nextTryAt, ...link }: LinkRow): HomeLink {
  return {
    ...link,
    linkedAt: linkedAt.toISOString(),
    lastPushAt: lastPushAt?.toISOString() ?? null,
    lastErrorAt: lastErrorAt?.toISOString() ?? null,
    nextTryAt: nextTryAt?.toISOString() ?? null,
  };
}
