"use server";

import { revalidatePath } from "next/cache";
import { succeed } from "@/lib/domain/outcome";
import { liftFaultSchema, pressSchema } from "@/lib/schemas/simulator";
import { driveHomes } from "@/lib/server/services/simulation/drive-homes";
import { driveSimulator } from "@/lib/server/services/simulation/drive-simulator";
import { liftFault } from "@/lib/server/services/simulation/lift-fault";
import { adminAction } from "./account-action";

export const pressSimulatorAction = adminAction(pressSchema, async ({ accountId, name, requestId }, input) => {
  const driver = { accountId, name, requestId };
  const { answer, eventId } =
    input.kind === "HOME"
      ? { answer: await driveHomes(driver, input.act), eventId: null }
      : await driveSimulator(driver, input.use);
  revalidatePath("/admin/hubs", "layout");
  return succeed({ answer, eventId: eventId ?? "" });
});

export const liftFaultAction = adminAction(liftFaultSchema, async ({ accountId, name, requestId }, input) => {
  const { answer, eventId } = await liftFault({ accountId, name, requestId }, input);
  revalidatePath("/admin/hubs", "layout");
  return succeed({ answer, eventId: eventId ?? "" });
});
