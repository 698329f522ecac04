import type { DeviceSpec, KindTraits } from "./device-spec";

/** Sees movement, and says so only while armed. Movement is an event, never a field. */
const movement: KindTraits = {
  kind: "MOVEMENT",
  icon: "motion",
  fields: {},
  conditions: ["MOTION"],
  commands: [],
  hasBattery: true,
  hasThermometer: true,
};

export const movementTypes = {
  MOTION_PROTECT: { ...movement, apiName: "MotionProtect", code: "02" },
  MOTION_PROTECT_PLUS: { ...movement, apiName: "MotionProtectPlus", code: "0E" },
  MOTION_PROTECT_CURTAIN: { ...movement, apiName: "MotionProtectCurtain", code: "06" },
  MOTION_PROTECT_OUTDOOR: { ...movement, apiName: "MotionProtectOutdoor", code: "13" },
  COMBI_PROTECT: { ...movement, apiName: "CombiProtect", code: "08" },
  DUAL_CURTAIN_OUTDOOR: { ...movement, apiName: "DualCurtainOutdoor", code: "13" },
  MOTION_CAM: { ...movement, apiName: "MotionCam", code: "0D" },
  MOTION_CAM_PHOD: { ...movement, apiName: "MotionCamPhod", code: "0D" },
  MOTION_CAM_OUTDOOR: { ...movement, apiName: "MotionCamOutdoor", code: "0D" },
} as const satisfies Record<string, DeviceSpec>;
