import type { SlotFacts } from "@/components/hubs/hub-facts";

/** A simulated hub. Instants are ISO text; `now` is that of its company's clock. */
export type FleetHub = {
  hubId: string;
  name: string;
  companyName: string;
  state: string;
  isOnline: boolean;
  offlineDueAt: string | null;
  lastSeenAt: string | null;
  hasEthernet: boolean;
  hasWifi: boolean;
  hasCellular: boolean;
  hasMains: boolean;
  batteryPercent: number;
  isLidClosed: boolean;
  isServiceOn: boolean;
  faults: number;
  now: string;
  slots: readonly SlotFacts[];
};
