import type { IconName } from "@/components/ui/icon";
import type { SimReading, SlotWord } from "@/lib/domain/sim-status";

/** A message key below `hubs.sim`, its icon, and whether somebody has to look at it. */
export type SimLook = { key: SlotWord | SimReading; icon: IconName; isFault: boolean };

const looks: Record<SlotWord | SimReading, Omit<SimLook, "key">> = {
  NO_SIM: { icon: "simx", isFault: true },
  AJAX: { icon: "sim", isFault: false },
  OTHER_OPERATOR: { icon: "simx", isFault: true },
  PIN_LOCKED: { icon: "lock", isFault: true },
  DEFECTIVE: { icon: "simx", isFault: true },
  SERVES_OTHER_HUB: { icon: "simx", isFault: true },
  RETIRED: { icon: "simx", isFault: true },
  SIM_ON: { icon: "sim", isFault: false },
  SIM_OFF: { icon: "simoff", isFault: false },
  SWITCHING_ON: { icon: "way", isFault: false },
  SWITCHING_OFF: { icon: "way", isFault: false },
  NOT_ON: { icon: "simx", isFault: true },
  STILL_ON: { icon: "simx", isFault: true },
  WAITING_FOR_REPORT: { icon: "way", isFault: false },
};

/** Says how a slot reads: what is wrong with the SIM, else how its status stands, else that it is an Ajax SIM. */
export function simLook(sim: { word: SlotWord; reading: SimReading | null }): SimLook {
  const key = sim.word === "AJAX" && sim.reading ? sim.reading : sim.word;
  return { key, ...looks[key] };
}
