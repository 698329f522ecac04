/** Faults of the way between portal and SIM, one SIM's or a whole network's. */
export const networkFaultKinds = [
  "REPORTS_DELAYED",
  "REPORTS_LOST",
  "REPORTS_DOUBLED",
  "REPORTS_REORDERED",
  "GATEWAY_SLOW",
  "GATEWAY_DOWN",
] as const;

/** One standing fault. `seed` settles which messages it hits; `hasCommands`: it hits commands as well as reports. */
export type NetworkFault = {
  kind: (typeof networkFaultKinds)[number];
  seed: number;
  seconds: number;
  percent: number;
  hasCommands: boolean;
};
