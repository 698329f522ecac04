import { type Outcome, refuse, succeed } from "../outcome";

/** How many of each kind a hub takes, as it says of itself. Source: INTEGRATION 6.1. */
export const hubLimits = { rooms: 50, groups: 25, cameras: 50, sensors: 200, users: 100 } as const;

/**
 * Decides whether a hub with so many users takes one more. Whoever is only invited takes no place (INTEGRATION 10.10): it
 * is taken by accepting.
 */
export function mayTakeUser(users: number): Outcome<null, "HUB_USERS_FULL"> {
  return users < hubLimits.users ? succeed(null) : refuse("HUB_USERS_FULL", { limit: hubLimits.users });
}

/**
 * Decides whether one more address may be invited: none whose place is missing already. The reporting address never
 * accepts, so it needs none.
 */
export function mayInviteUser(invited: { users: number; isReporter: boolean }): Outcome<null, "HUB_USERS_FULL"> {
  return invited.isReporter ? succeed(null) : mayTakeUser(invited.users);
}
