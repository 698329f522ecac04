import { listSimulated, listTold } from "@/lib/server/services/simulation/look-around";
import { demoKeys, describeDemoKeys } from "./demo-keys";

/** What `show` or `log` has to show: a line for programs, and lines for people. */
type Look = { isKnown: boolean; line: Record<string, unknown>; lines: string[] };

/** Looks at the simulated world, which comes with what opens it, or at one hub; at its devices or at its last events. */
export async function lookAround(verb: "show" | "log", hubId: string | null): Promise<Look> {
  const there = await listSimulated(hubId);
  if (hubId !== null && there.length === 0) {
    const line = { ok: false, verb, hubId, reason: "not-found" };
    return { isKnown: false, line, lines: [`${verb} ${hubId}: nobody has that hub; npm run sim -- show lists them.`] };
  }
  const rows = verb === "show" ? there : await listTold(hubId);
  const lines = rows.map((row) => Object.values(row).join("  "));
  if (verb === "log" || hubId !== null) return { isKnown: true, line: { ok: true, verb, rows }, lines };
  return {
    isKnown: true,
    line: { ok: true, verb, rows, demo: demoKeys() },
    lines: [describeDemoKeys(), "", ...lines],
  };
}
