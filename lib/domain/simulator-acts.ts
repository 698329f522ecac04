import type { Condition } from "./devices/device-spec";
import type { Channel } from "./live-hub";
import type { SimSlot } from "./sim-status";
import type { FaultFigures, SimulatedFaultKind } from "./simulated-faults";

/** What a device feels, or what somebody does to it by hand. */
export type Feeling =
  | { what: "CONDITION"; condition: Condition; isOver: boolean }
  | { what: "LID"; isOpen: boolean }
  | { what: "LINK"; isLost: boolean }
  | { what: "BATTERY"; percent: number }
  | { what: "TEMPERATURE"; degrees: number }
  | { what: "SWITCH"; isOn: boolean };

export type OrderCommand = "ARM" | "DISARM" | "NIGHT_MODE_ON" | "NIGHT_MODE_OFF" | "PANIC" | "DURESS";

/**
 * One thing done to the simulated world. A slot of null is the first one that holds a SIM, or for a new SIM, none. An order
 * without an address is given by whoever drives the simulator.
 */
export type SimulatorAct =
  | { kind: "DEVICE"; feel: Feeling }
  | OrderAct
  | { kind: "CHARGE"; percent: number }
  | { kind: "INSERT"; slot: SimSlot | null; iccid: string | null }
  | FaultAct
  | { kind: "LIFT_NETWORK" }
  | { kind: "LIFT_ALL" };

export type OrderAct = {
  kind: "ORDER";
  command: OrderCommand;
  groupNumber: number | null;
  ignoreProblems: boolean;
  userEmail: string | null;
};

export type FaultAct = {
  kind: "FAULT";
  fault: SimulatedFaultKind;
  slot: SimSlot | null;
  channel: Channel | null;
  figures: FaultFigures;
  isLifted: boolean;
};
