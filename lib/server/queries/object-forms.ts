import "server-only";
import { hubModelNames, hubModels } from "@/lib/domain/devices/hub-model";
import { readPrintedCode } from "@/lib/domain/printed-code";
import type { EmployeeRole } from "@/lib/domain/roles";
import { inTransaction } from "../context";
import { requireActor } from "../gate";
import { loadCompany } from "../store/companies";
import { listAssignable } from "../store/employees";
import { findHubPlace, loadOwnHub } from "../store/hub-detail";
import { findAssignee, type ObjectChoice, searchObjects } from "../store/objects";
import { findObject, type ObjectView } from "./hubs";

/** Proves that the reader may add objects. Throws as the gate does. */
export async function getObjectForm(companySlug: string): Promise<{ companyName: string }> {
  const { companyName } = await requireActor(companySlug, "object:manage");
  return { companyName };
}

export type AssignForm = {
  object: ObjectView;
  people: { employeeId: string; name: string; role: EmployeeRole }[];
  /** The employee it is assigned to now. */
  current: string | null;
  /** Installers reach assigned objects only. */
  isAssignedOnly: boolean;
};

const mostPeople = 500;

/** Reads whom an object can be assigned to, installers first. Throws NOT_FOUND for another company's object. */
export async function getAssignForm(companySlug: string, objectId: string): Promise<AssignForm> {
  const given = await requireActor(companySlug, "employee:view");
  return inTransaction(given, async (tx, ctx) => {
    const object = await findObject(tx, ctx, objectId);
    const { isAssignedOnly } = await loadCompany(tx, ctx.companyId);
    const current = await findAssignee(tx, object.id);
    const people = await listAssignable(tx, ctx.companyId, mostPeople);
    return { object, people, isAssignedOnly, current: current?.employeeId ?? null };
  });
}

export type AddHubForm = { object: ObjectView; models: { value: string; label: string }[] };

/** Reads what the form of a new hub needs. Throws NOT_FOUND for another company's object. */
export async function getAddHubForm(companySlug: string, objectId: string): Promise<AddHubForm> {
  const given = await requireActor(companySlug, "hub:manage");
  const object = await inTransaction(given, (tx, ctx) => findObject(tx, ctx, objectId));
  return { object, models: hubModels.map((value) => ({ value, label: hubModelNames[value] })) };
}

/** `isMore` tells that the search fits more objects than are listed. */
export type MoveHubForm = { object: ObjectView; hubName: string; choices: ObjectChoice[]; isMore: boolean };

const mostChoices = 20;

/** Reads a hub and the objects it could move to. Throws NOT_FOUND for another company's hub. */
export async function getMoveHubForm(
  companySlug: string,
  { objectId, hubId, search }: { objectId: string; hubId: string; search: string },
): Promise<MoveHubForm> {
  const given = await requireActor(companySlug, "hub:manage");
  return inTransaction(given, async (tx, ctx) => {
    const object = await findObject(tx, ctx, objectId);
    const hub = await loadOwnHub(tx, ctx.companyId, objectId, hubId);
    const found = await searchObjects(tx, ctx.companyId, { search, except: objectId, limit: mostChoices + 1 });
    const choices = found.slice(0, mostChoices);
    return { object, hubName: hub.name, choices, isMore: found.length > mostChoices };
  });
}

/** `place` is where the hub of the code is; `refusal` says why there is none. Both null before anything was asked. */
export type FoundHub = {
  place: { objectId: string; hubId: string } | null;
  refusal: "HUB_ID_INVALID" | "NOT_FOUND" | null;
  companyName: string;
};

/** Finds a hub of the company by what is printed on it or on its SIM. Another company's is not found. */
export async function getFoundHub(companySlug: string, text: string): Promise<FoundHub> {
  const given = await requireActor(companySlug, "object:view");
  const { companyName } = given;
  if (text === "") return { place: null, refusal: null, companyName };
  const code = readPrintedCode(text);
  if (!code.ok) return { place: null, refusal: code.refusal, companyName };
  const place = await inTransaction(given, (tx, ctx) => findHubPlace(tx, ctx.companyId, code.value));
  return { place, refusal: place ? null : "NOT_FOUND", companyName };
}
