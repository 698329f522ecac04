import "server-only";
import { cache } from "react";
import { readHomeSid } from "@/lib/auth/home-cookie";
import { AppError } from "@/lib/errors";
import type { Position } from "@/lib/live/position";
import { findResident, type ResidentRow } from "./store/cloud/home-sessions";

/** Somebody signed in to My home. What they may do on a hub is read with that hub. */
export type ResidentContext = Omit<ResidentRow, "position">;

/** Read once a render. Commands read it anew, and so does the page drawn after one. */
const readResident = cache(async () => {
  const sid = await readHomeSid();
  return sid ? findResident(sid) : null;
});

/** Proves somebody who lives with a hub, apart from PRO accounts. Throws UNAUTHENTICATED on every doubt. */
export async function requireResident(): Promise<ResidentContext> {
  const resident = await findSignedInResident();
  if (!resident) throw new AppError("UNAUTHENTICATED");
  return resident;
}

/** Returns who is signed in to My home, or null: for pages that greet strangers too. */
export async function findSignedInResident(): Promise<ResidentContext | null> {
  const found = await readResident();
  if (!found) return null;
  const { position: _position, ...resident } = found;
  return resident;
}

/** Returns where the feed stood before anything of this request was read. Throws UNAUTHENTICATED. */
export async function requireHomePosition(): Promise<Position> {
  const found = await readResident();
  if (!found) throw new AppError("UNAUTHENTICATED");
  return found.position;
}
