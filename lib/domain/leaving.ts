import { can } from "./permissions";
import type { EmployeeRole } from "./roles";

/** What a person has under way in a company, and what must be somebody's when that person goes. */
export type WorkUnderWay = {
  /** Hubs the person looks after. */
  installedHubs: number;
  /** Objects that are assigned to the person. */
  assignedObjects: number;
  /** Ends, moves and starts the person has set, that have not come yet. */
  upcomingChanges: number;
  /** Requests the person has sent, that nobody has decided yet. */
  openRequests: number;
};

/**
 * Answers whether somebody of this role can take over changes and requests: who may undo others' changes and write to
 * resellers. Hubs and objects can go to everybody.
 */
export function mayKeepDecisions(role: EmployeeRole): boolean {
  const actor = { role, side: "dealer" } as const;
  return can(actor, "change:cancel") && can(actor, "reseller:connect");
}

/** Answers whether there is anything that must be handed over. */
export function hasWork({ installedHubs, assignedObjects, upcomingChanges, openRequests }: WorkUnderWay): boolean {
  return installedHubs + assignedObjects + upcomingChanges + openRequests > 0;
}
