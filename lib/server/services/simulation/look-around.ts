import { inSystemTransaction } from "@/lib/server/context";
import {
  type ClockOfCompany,
  findCompanyClock,
  listSimulatedRows,
  listToldRows,
  type SimulatedRow,
  type ToldRow,
} from "@/lib/server/store/simulator-looks";

/** Lists what the simulator can act on: a hub with its devices, or the first hubs of the demo world. */
export async function listSimulated(hubId: string | null): Promise<SimulatedRow[]> {
  return inSystemTransaction((tx) => listSimulatedRows(tx, hubId));
}

/** Lists the last things that hubs told, the newest first. */
export async function listTold(hubId: string | null): Promise<ToldRow[]> {
  return inSystemTransaction((tx) => listToldRows(tx, hubId));
}

/** Finds the demo clock that a company lives by. Null for a company without one, and for one nobody knows. */
export async function findClockOf(companySlug: string): Promise<ClockOfCompany | null> {
  return inSystemTransaction((tx) => findCompanyClock(tx, companySlug));
}
