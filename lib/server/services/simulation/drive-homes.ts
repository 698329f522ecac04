import { randomUUID } from "node:crypto";
import { clockNow, realNow, toDate } from "@/lib/clock";
import type { SimulatorUse } from "@/lib/domain/simulator-uses";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { inSystemTransaction, type Transaction } from "@/lib/server/context";
import { lockEndUser } from "@/lib/server/store/cloud/accounts";
import { findEndUserId } from "@/lib/server/store/cloud/bindings";
import { addInvitation, revokeInvitation } from "@/lib/server/store/cloud/invitations";
import { revokePairs, runOutAccess } from "@/lib/server/store/cloud/sessions";
import { endLinks, letPushesFail } from "@/lib/server/store/relay/links";
import { findSimulatedHub } from "@/lib/server/store/simulator";
import { type Driver, recordDrive } from "./driver";

/** What the simulator does to people who live with hubs, and to their programs. A null hub is all of them. */
export type HomeAct =
  | { verb: "expire"; hubId: string | null }
  | { verb: "invite" | "uninvite"; hubId: string; email: string | null }
  | { verb: "sign-out" | "unlink"; email: string }
  | { verb: "push-fail"; email: string; times: number };

/**
 * Does one thing to the users of the hub cloud: lets access tokens run out, invites an address to a hub (null: the
 * reporting one) or revokes that, ends sign-ins or links, lets pushes fail. Answers whether anything changed. Throws
 * NOT_FOUND for a hub or an address nobody has.
 */
export async function driveHomes(driver: Driver, act: HomeAct): Promise<boolean> {
  return inSystemTransaction(async (tx) => {
    const at = toDate(realNow());
    switch (act.verb) {
      case "expire":
        if (act.hubId !== null) await noteUse(tx, driver, { verb: act.verb, hubId: act.hubId });
        return (await runOutAccess(tx, act.hubId, at)) > 0;
      case "invite":
      case "uninvite":
        return changeInvitation(tx, driver, act);
      default:
        return changeUser(tx, act, at);
    }
  });
}

type InvitationAct = Extract<HomeAct, { verb: "invite" | "uninvite" }>;

async function changeInvitation(tx: Transaction, driver: Driver, { verb, hubId, email }: InvitationAct) {
  const { hubKey, now } = await noteUse(tx, driver, { verb, hubId });
  const place = { hubKey, email: (email ?? env().reportingAddress).toLowerCase(), at: toDate(now) };
  if (verb === "uninvite") return revokeInvitation(tx, place);
  return addInvitation(tx, { ...place, id: randomUUID(), invitedByName: driver.name });
}

async function noteUse(tx: Transaction, driver: Driver, { verb, hubId }: { verb: SimulatorUse; hubId: string }) {
  const hub = await findSimulatedHub(tx, hubId);
  if (!hub) throw new AppError("NOT_FOUND");
  const now = clockNow(hub.offsetMs);
  await recordDrive(tx, { driver, hub, now }, { action: "simulator.used", after: { verb } });
  return { hubKey: hub.hubKey, now };
}

type UserAct = Extract<HomeAct, { verb: "sign-out" | "unlink" | "push-fail" }>;

async function changeUser(tx: Transaction, act: UserAct, at: Date): Promise<boolean> {
  const userId = await findEndUserId(tx, act.email);
  if (!userId) throw new AppError("NOT_FOUND");
  await lockEndUser(tx, userId);
  if (act.verb === "sign-out") return (await revokePairs(tx, { userId }, { reason: "SIGNED_OUT", at })) > 0;
  if (act.verb === "push-fail") return (await letPushesFail(tx, userId, act.times)) > 0;
  const ended = await endLinks(tx, { userId, linkId: null }, { reason: "UNLINKED", at });
  for (const linkId of ended) await revokePairs(tx, { linkId }, { reason: "UNLINKED", at });
  return ended.length > 0;
}
