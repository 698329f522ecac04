export type EventType =
  | "ALARM"
  | "ALARM_RECOVERED"
  | "MALFUNCTION"
  | "FUNCTION_RECOVERED"
  | "SECURITY"
  | "LIFECYCLE"
  | "USER"
  | "SMART_HOME_ACTUATOR";

export type AlarmKind =
  | "BURGLARY_ALARM"
  | "FIRE_ALARM"
  | "CO_ALARM"
  | "LEAK"
  | "GLASS_BREAK_ALARM"
  | "HIGH_TEMPERATURE_ALARM"
  | "TAMPER"
  | "PANIC_ALARM"
  | "DURESS";

/**
 * One thing that can happen, as clients and monitoring stations know it. `code` is whole for what a hub or a person does;
 * two digits stand behind the device's own prefix. `sia` and `cid` (Contact ID with its qualifier) are null for what
 * stations are not told. Source: INTEGRATION 7.
 */
export type EventSpec = {
  type: EventType;
  transition: "TRIGGERED" | "RECOVERED" | "IMPULSE";
  tag: string;
  code: string;
  sia: string | null;
  cid: string | null;
  alarm?: AlarmKind;
};

const burglary = "BURGLARY_ALARM";
const tamper = "TAMPER";

/** Every event there is. Closed: pages, cloud API and dialer read this table. */
export const eventSpecs = {
  MOTION: impulse("MotionDetected", "20", "BA", "1130", burglary),
  GLASS_BREAK: impulse("GlassBreakDetected", "20", "BA", "1130", "GLASS_BREAK_ALARM"),
  OPENED: alarm("DoorOpened", "20", "BA", "1130", burglary),
  CLOSED: recovery("DoorClosed", "21", "BR", "3130", burglary),
  OUTER_OPENED: alarm("ExtContactOpened", "22", "BA", "1130", burglary),
  OUTER_CLOSED: recovery("ExtContactClosed", "23", "BR", "3130", burglary),
  SMOKE: alarm("SmokeDetected", "20", "FA", "1110", "FIRE_ALARM"),
  SMOKE_CLEARED: recovery("NoSmokeDetected", "21", "FH", "3110", "FIRE_ALARM"),
  HEAT: alarm("TemperatureAboveThreshold", "22", "KA", "1158", "HIGH_TEMPERATURE_ALARM"),
  HEAT_CLEARED: recovery("TemperatureBackToNormal", "23", "KH", "3158", "HIGH_TEMPERATURE_ALARM"),
  RAPID_HEAT: alarm("RapidTemperatureRise", "2A", "KA", "1158", "HIGH_TEMPERATURE_ALARM"),
  RAPID_HEAT_CLEARED: recovery("RapidTemperatureRise", "2B", "KH", "3158", "HIGH_TEMPERATURE_ALARM"),
  CO: alarm("CODetected", "30", "GA", "1162", "CO_ALARM"),
  CO_CLEARED: recovery("COLevelOk", "31", "GH", "3162", "CO_ALARM"),
  LEAK: alarm("LeakageDetected", "20", "WA", "1154", "LEAK"),
  LEAK_CLEARED: recovery("NoLeakageDetected", "21", "WH", "3154", "LEAK"),
  LID_OPENED: alarm("LidOpen", "00", "TA", "1145", tamper),
  LID_CLOSED: recovery("LidClosed", "01", "TR", "3145", tamper),
  BATTERY_LOW: fault("LowBattery", "03", "XT", "1384"),
  BATTERY_CHARGED: repair("BatteryCharged", "02", "XR", "3384"),
  DEVICE_LOST: fault("Offline", "04", "XL", "1381"),
  DEVICE_BACK: repair("Online", "05", "XC", "3381"),
  SWITCHED_ON: actuator("RelayOnByUser", "22"),
  SWITCHED_OFF: actuator("RelayOffByUser", "23"),
  HUB_LID_OPENED: alarm("LidOpen", "M_21_04", "TA", "1145", tamper),
  HUB_LID_CLOSED: recovery("LidClosed", "M_21_05", "TR", "3145", tamper),
  MAINS_LOST: fault("ExternalPowerDisconnected", "M_21_00", "AT", "1301"),
  MAINS_BACK: repair("ExternalPowerRestored", "M_21_01", "AR", "3301"),
  HUB_BATTERY_LOW: fault("LowBattery", "M_21_02", "YT", "1302"),
  HUB_BATTERY_CHARGED: repair("BatteryCharged", "M_21_03", "YR", "3302"),
  HUB_OFFLINE: lifecycle("TRIGGERED", "HubOffline", "M_21_0A", "YC", "1350"),
  HUB_ONLINE: lifecycle("RECOVERED", "HubOnline", "M_21_0B", "YK", "3350"),
  STATION_LOST: fault("ServerConnectionLoss", "M_21_13", null, null),
  ETHERNET_LOST: fault("EthernetConnectionLoss", "M_21_20", null, null),
  ETHERNET_BACK: repair("EthernetConnectionRestored", "M_21_21", null, null),
  GSM_LOST: fault("GsmConnectionLoss", "M_21_22", null, null),
  GSM_BACK: repair("GsmConnectionRestored", "M_21_23", null, null),
  WIFI_LOST: fault("WifiConnectionLoss", "M_21_24", null, null),
  WIFI_BACK: repair("WifiConnectionRestored", "M_21_25", null, null),
  DISARMED: security("Disarm", "M_22_00", "OP", "1401"),
  ARMED: security("Arm", "M_22_01", "CL", "3401"),
  ARMED_DESPITE: security("ArmWithMalfunctions", "M_22_26", "CF", "3401"),
  ARMING_FAILED: security("ArmAttempt", "M_22_24", "CC", "1455"),
  NIGHT_ON: security("NightModeOn", "M_22_02", "NL", "3441"),
  NIGHT_ON_DESPITE: security("NightModeOnWithMalfunctions", "M_22_27", "NL", "3441"),
  NIGHT_ON_FAILED: security("NightModeOnAttempt", "M_22_25", "CC", "1455"),
  NIGHT_OFF: security("NightModeOff", "M_22_28", "NP", "1441"),
  GROUP_ARMED: security("GroupArm", "M_22_2A", "CG", "3402"),
  GROUP_ARMED_DESPITE: security("GroupArmWithMalfunctions", "M_22_2D", "CG", "3402"),
  GROUP_ARMING_FAILED: security("GroupArmAttempt", "M_22_2E", "CC", "1455"),
  GROUP_DISARMED: security("GroupDisarm", "M_22_29", "OG", "1402"),
  PANIC: impulse("PanicButtonPressed", "M_22_03", "PA", "1120", "PANIC_ALARM"),
  /** Clients hear of panic with another alarm type; a station hears a code of its own. Source: INTEGRATION 7. */
  DURESS: impulse("PanicButtonPressed", "M_22_03", "HA", "1121", "DURESS"),
  USER_ADDED: person("UserAdded", "M_22_07"),
  USER_REMOVED: person("UserRemoved", "M_22_08"),
} as const satisfies Record<string, EventSpec>;

export type EventName = keyof typeof eventSpecs;

/** Returns the whole event code: a hub's own, or a device's by its prefix of two hex digits. */
export function eventCodeOf(name: EventName, devicePrefix: string | null): string {
  const { code } = eventSpecs[name];
  if (code.startsWith("M_")) return code;
  if (devicePrefix === null) throw new Error(`${name} is an event of a device, and no device is given.`);
  return `M_${devicePrefix}_${code}`;
}

type Station = string | null;

function made(
  type: EventType,
  transition: EventSpec["transition"],
  rest: Omit<EventSpec, "type" | "transition">,
): EventSpec {
  return { type, transition, ...rest };
}

function impulse(tag: string, code: string, sia: string, ...[cid, alarmKind]: [string, AlarmKind]): EventSpec {
  return made("ALARM", "IMPULSE", { tag, code, sia, cid, alarm: alarmKind });
}

function alarm(tag: string, code: string, sia: string, ...[cid, alarmKind]: [string, AlarmKind]): EventSpec {
  return made("ALARM", "TRIGGERED", { tag, code, sia, cid, alarm: alarmKind });
}

function recovery(tag: string, code: string, sia: string, ...[cid, alarmKind]: [string, AlarmKind]): EventSpec {
  return made("ALARM_RECOVERED", "RECOVERED", { tag, code, sia, cid, alarm: alarmKind });
}

function fault(tag: string, code: string, sia: Station, cid: Station): EventSpec {
  return made("MALFUNCTION", "TRIGGERED", { tag, code, sia, cid });
}

function repair(tag: string, code: string, sia: Station, cid: Station): EventSpec {
  return made("FUNCTION_RECOVERED", "RECOVERED", { tag, code, sia, cid });
}

function security(tag: string, code: string, sia: string, cid: string): EventSpec {
  return made("SECURITY", "IMPULSE", { tag, code, sia, cid });
}

function lifecycle(
  transition: "TRIGGERED" | "RECOVERED",
  tag: string,
  code: string,
  ...[sia, cid]: [string, string]
): EventSpec {
  return made("LIFECYCLE", transition, { tag, code, sia, cid });
}

function actuator(tag: string, code: string): EventSpec {
  return made("SMART_HOME_ACTUATOR", "IMPULSE", { tag, code, sia: null, cid: null });
}

function person(tag: string, code: string): EventSpec {
  return made("USER", "IMPULSE", { tag, code, sia: null, cid: null });
}
