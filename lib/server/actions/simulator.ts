"use server";

import { revalidatePath } from "next/cache";
import { succeed } from "@/lib/domain/outcome";
import { liftFaultSchema, pressSchema } from "@/lib/schemas/simulator";
import { driveSimulator } from "@/lib/server/services/simulation/drive-simulator";
import { liftFault } from "@/lib/server/services/simulation/lift-fault";
import { adminAction } from "./account-action";

export const pressSimulatorAction = adminAction(pressSchema, async ({ accountId, name, requestId }, input) => {
  const { answer, eventId } = await driveSimulator({ accountId, name, requestId }, input);
  revalidatePath("/admin/hubs", "layout");
  return succeed({ answer, eventId: eventId ?? "" });
});

export const liftFaultAction = adminAction(liftFaultSchema, async ({ accountId, name, requestId }, input) => {
  const { answer, eventId } = await liftFault({ accountId, name, requestId }, input);
  revalidatePath("/admin/hubs", "layout");
  return succeed({ answer, eventId: eventId ?? "" });
});
