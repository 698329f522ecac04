import type { Transaction } from "@/lib/server/context";
import type { ClockRef } from "@/lib/server/store/network";
import { carryOn, nextDue, type SetAside, type Turn } from "./carry-on";
import { type HubAnswer, type HubImpulse, stimulate } from "./stimulate";

/**
 * The world outside the portal: hubs with their devices, and the mobile network of their SIM cards. Services act on it
 * through here alone. It is simulated; a real one would be another object of this shape.
 */
export type World = {
  /** Lets hubs feel something or be told something, in the caller's transaction. Null stands for a hub that is gone. */
  stimulate: (tx: Transaction, impulses: readonly HubImpulse[]) => Promise<(HubAnswer | null)[]>;
  /** Says when something happens by itself next to the hubs and SIM cards of a clock's companies. */
  nextDue: (clock: ClockRef, from: Temporal.Instant, setAside: SetAside) => Promise<Temporal.Instant | null>;
  /** Lets everything happen that is due by an instant of the clock. */
  carryOn: (turn: Turn) => Promise<void>;
};

const simulated: World = { stimulate, nextDue, carryOn };

export type { HubAnswer };

export function world(): World {
  return simulated;
}
