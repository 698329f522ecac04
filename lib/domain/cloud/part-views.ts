import { type LiveGroup, type LiveRoom, partId } from "../live-hub";

/** What a caller is to a hub. */
export type BindingRole = "USER" | "MASTER" | "PRO" | "COMPANY";

/** One hub of a list. */
export function viewBinding(hub: { hubId: string; name: string; role: BindingRole; groupsEnabled: boolean }) {
  return {
    hubId: hub.hubId,
    hubName: hub.name,
    hubBindingRole: hub.role,
    id: hub.hubId,
    groupsEnabled: hub.groupsEnabled,
  };
}

/** Shows a room as the cloud API does. Room ids repeat between hubs. */
export function viewRoom({ number, name }: LiveRoom) {
  return { id: partId(number), roomName: name };
}

/** Group ids repeat between hubs. */
export function viewGroup(group: LiveGroup) {
  return {
    id: partId(group.number),
    groupName: group.name,
    state: group.armedAt ? "ARMED" : "DISARMED",
    bulkArmInvolved: group.bulkArmInvolved,
    bulkDisarmInvolved: group.bulkDisarmInvolved,
  };
}

export type ViewedUser = { id: string; firstName: string; lastName: string; role: BindingRole; index: number };

/** A person who accepted; whoever is only invited is never shown. */
export function viewUser({ id, firstName, lastName, role, index }: ViewedUser) {
  return { id, firstName, lastName, hubBindingRole: role, keypadPrefix: index };
}

/** Reads a part's id, as eight hex digits; leading zeros may be left out. Null for what names none. */
export function readPartId(text: string): number | null {
  const number = /^[0-9a-f]{1,8}$/i.test(text) ? Number.parseInt(text, 16) : 0;
  return number >= 1 && number <= 999 ? number : null;
}
