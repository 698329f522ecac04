/** How My home shows an alarm that lasts. */
export const alarmLook = { role: "bad", icon: "alert" } as const;
