import { clockNow } from "@/lib/clock";
import { AppError } from "@/lib/errors";
import { inSystemTransaction } from "@/lib/server/context";
import { findFault, findSimulatedHub, lockHubs } from "@/lib/server/store/simulator";
import type { Drive, Driver } from "./driver";
import { type FaultResult, lift } from "./put-fault";

/**
 * Lifts one standing fault of a hub, of a SIM in it or of the network around it, in one transaction. One that was lifted
 * meanwhile is UNCHANGED. Throws NOT_FOUND for a hub nobody has and for a fault of another one.
 */
export async function liftFault(driver: Driver, input: { hubId: string; faultId: string }): Promise<FaultResult> {
  return inSystemTransaction(async (tx) => {
    const hub = await findSimulatedHub(tx, input.hubId);
    if (!hub) throw new AppError("NOT_FOUND");
    const drive: Drive = { driver, hub, now: clockNow(hub.offsetMs) };
    await lockHubs(tx, [hub.hubKey]);
    const fault = await findFault(tx, input.faultId);
    if (!fault) return { answer: "UNCHANGED", eventId: null };
    const { clockId, simId } = fault;
    if (clockId ? clockId !== hub.clockId : fault.hubKey !== hub.hubKey) throw new AppError("NOT_FOUND");
    const place = clockId ? { clockId } : simId ? { simId } : { hubKey: hub.hubKey };
    return lift(tx, drive, { standing: fault, place });
  });
}
