import "server-only";
import { hubModelNames, hubModels } from "@/lib/domain/devices/hub-model";
import { inTransaction } from "../context";
import { requireActor } from "../gate";
import { findObject, type ObjectView } from "./hubs";

/** Proves that the reader may add objects. Throws as the gate does. */
export async function getObjectForm(companySlug: string): Promise<{ companyName: string }> {
  const { companyName } = await requireActor(companySlug, "object:manage");
  return { companyName };
}

export type AddHubForm = { object: ObjectView; models: { value: string; label: string }[] };

/** Reads what the form of a new hub needs. Throws NOT_FOUND for another company's object. */
export async function getAddHubForm(companySlug: string, objectId: string): Promise<AddHubForm> {
  const given = await requireActor(companySlug, "hub:manage");
  const object = await inTransaction(given, (tx, ctx) => findObject(tx, ctx, objectId));
  return { object, models: hubModels.map((value) => ({ value, label: hubModelNames[value] })) };
}
