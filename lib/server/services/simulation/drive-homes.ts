import { clockNow, realNow, toDate } from "@/lib/clock";
import type { HomeAct, UserAct } from "@/lib/domain/simulator-homes";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { inSystemTransaction, type Transaction } from "@/lib/server/context";
import { lockEndUser } from "@/lib/server/store/cloud/accounts";
import { findEndUserId, listBoundUsers, lockUserList } from "@/lib/server/store/cloud/bindings";
import { revokeInvitation } from "@/lib/server/store/cloud/invitations";
import { revokePairs, runOutAccess } from "@/lib/server/store/cloud/sessions";
import { endLinks, letPushesFail } from "@/lib/server/store/relay/links";
import { findSimulatedHub, hasSimulatedDevice, listHomes } from "@/lib/server/store/simulator";
import { placeInvitation, tellListChanged } from "../home/place-invitation";
import { type Driver, recordDrives } from "./driver";

/** What came of it. UNCHANGED: it was so already. The next line is a no. */
export type HomeAnswer = "DONE" | "UNCHANGED" | ("HUB_USERS_FULL" | "HUB_USER_ALREADY");

/** Tells whether the simulated world took an act; false where a rule forbade it. */
export function isTaken(answer: HomeAnswer): boolean {
  return answer === "DONE" || answer === "UNCHANGED";
}

/**
 * Does one thing to the users of the hub cloud: lets access tokens run out, invites an address to a hub (null: the
 * reporting one) or revokes that, ends sign-ins or links, lets pushes fail. What was done stands in the history of every
 * hub it concerns, also where it changed nothing. Throws NOT_FOUND for a hub, device or address nobody has.
 */
export async function driveHomes(driver: Driver, act: HomeAct): Promise<HomeAnswer> {
  return inSystemTransaction(async (tx) => {
    switch (act.verb) {
      case "expire":
        return expire(tx, driver, act);
      case "invite":
      case "uninvite":
        return changeInvitation(tx, driver, act);
      default:
        return changeUser(tx, driver, act);
    }
  });
}

const toAnswer = (hasChanged: boolean): HomeAnswer => (hasChanged ? "DONE" : "UNCHANGED");

async function expire(
  tx: Transaction,
  driver: Driver,
  { deviceId, hubId }: Extract<HomeAct, { verb: "expire" }>,
): Promise<HomeAnswer> {
  const of = hubId ?? (await hubNamedBy(tx, deviceId));
  const hub = of === null ? null : await findSimulatedHub(tx, of);
  const isUnknown = hubId !== null && deviceId !== null && !(await hasSimulatedDevice(tx, { deviceId, hubId }));
  if ((of !== null && !hub) || isUnknown) throw new AppError("NOT_FOUND");
  const homes = hub ? [hub] : await listHomes(tx, null);
  await recordDrives(tx, driver, { homes, after: { verb: "expire" } });
  return toAnswer((await runOutAccess(tx, of, toDate(realNow()))) > 0);
}

/** Who types one ID alone may mean a hub. Null where it is a device's, or none was given; throws where it is nobody's. */
async function hubNamedBy(tx: Transaction, id: string | null): Promise<string | null> {
  if (id === null || (await findSimulatedHub(tx, id))) return id;
  if (await hasSimulatedDevice(tx, { deviceId: id, hubId: null })) return null;
  throw new AppError("NOT_FOUND");
}

type InvitationAct = Extract<HomeAct, { verb: "invite" | "uninvite" }>;

async function changeInvitation(tx: Transaction, driver: Driver, { verb, hubId, ...act }: InvitationAct) {
  const found = await findSimulatedHub(tx, hubId);
  if (!found) throw new AppError("NOT_FOUND");
  await lockUserList(tx, hubId);
  const hub = { ...found, now: clockNow(found.offsetMs), users: await listBoundUsers(tx, found.hubKey) };
  const email = (act.email ?? env().reportingAddress).toLowerCase();
  if (verb === "uninvite") {
    await recordDrives(tx, driver, { homes: [hub], after: { verb } });
    const isRevoked = await revokeInvitation(tx, { hubKey: hub.hubKey, email, at: toDate(hub.now) });
    if (isRevoked) await tellListChanged(tx, hub);
    return toAnswer(isRevoked);
  }
  const outcome = await placeInvitation(tx, hub, { email, invitedByName: driver.name });
  if (!outcome.ok && outcome.refusal !== "HUB_INVITED_ALREADY") return outcome.refusal;
  await recordDrives(tx, driver, { homes: [hub], after: { verb } });
  return toAnswer(outcome.ok);
}

async function changeUser(tx: Transaction, driver: Driver, act: UserAct): Promise<HomeAnswer> {
  const userId = await findEndUserId(tx, act.email);
  if (!userId) throw new AppError("NOT_FOUND");
  await lockEndUser(tx, userId);
  await recordDrives(tx, driver, { homes: await listHomes(tx, userId), after: { verb: act.verb } });
  return toAnswer(await applyTo(tx, userId, act));
}

async function applyTo(tx: Transaction, userId: string, act: UserAct): Promise<boolean> {
  const at = toDate(realNow());
  if (act.verb === "sign-out") return (await revokePairs(tx, { userId }, { reason: "SIGNED_OUT", at })) > 0;
  if (act.verb === "push-fail") return (await letPushesFail(tx, userId, act.times)) > 0;
  const ended = await endLinks(tx, { userId, linkId: null }, { reason: "UNLINKED", at });
  for (const linkId of ended) await revokePairs(tx, { linkId }, { reason: "UNLINKED", at });
  return ended.length > 0;
}
