import { type Outcome, refuse, succeed } from "@/lib/domain/outcome";
import { AppError } from "@/lib/errors";
import { inSystemTransaction } from "@/lib/server/context";
import type { CloudCaller } from "@/lib/server/services/hubs/scope";
import { loseHub } from "./end-access";
import { holdUserList, tellOfUser } from "./hub-users";

/**
 * Takes a hub away from a user, by a master of it or by themselves: what they reach it by ends at once. Refuses
 * MASTER_ONLY for others' places, and LAST_MASTER, since a hub without one could never be given to anybody again. Throws
 * NOT_FOUND, also for somebody who is no user of it.
 */
export async function removeHubUser(
  caller: CloudCaller,
  { hubId, userId }: { hubId: string; userId: string },
): Promise<Outcome<Record<string, never>, "MASTER_ONLY" | "LAST_MASTER">> {
  return inSystemTransaction(async (tx) => {
    const hub = await holdUserList(tx, caller, hubId);
    const isOwn = userId === caller.actor.id;
    if (!isOwn && !hub.isMaster) return refuse("MASTER_ONLY");
    const user = hub.users.find((each) => each.userId === userId);
    if (!user) throw new AppError("NOT_FOUND");
    const masters = hub.users.filter(({ role }) => role === "MASTER");
    if (user.role === "MASTER" && masters.length === 1) return refuse("LAST_MASTER");
    await loseHub(tx, { userId, hubKey: hub.hubKey });
    await tellOfUser(tx, hub, { name: "USER_REMOVED", user: { id: userId, name: user.name } });
    return succeed({});
  });
}
