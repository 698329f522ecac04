import { env } from "@/lib/env";
import { listSimulated, listTold } from "@/lib/server/services/simulation/look-around";
import { demoPassword } from "@/prisma/seed/people";
import { type SimAnswer, toSimLine } from "./answer";
import { describeDemoKeys, lookUpDemoKeys } from "./demo-keys";

/** Looks at the simulated world, which comes with what opens it, or at one hub; at its devices or at its last events. */
export async function lookAround(verb: "show" | "log", hubId: string | null): Promise<SimAnswer> {
  const there = await listSimulated(hubId);
  if (hubId !== null && there.length === 0) {
    const line = toSimLine({ ok: false, verb, hubId, reason: "not-found" });
    return { line, text: `${verb} ${hubId}: nobody has that hub; npm run sim -- show lists them.` };
  }
  const rows = verb === "show" ? there : await listTold(hubId);
  const lines = rows.map((row) => Object.values(row).join("  "));
  const line = toSimLine({ ok: true, verb, hubId, rows });
  if (verb === "log" || hubId !== null) return { line, text: lines.join("\n") };
  const { databaseOwnerUrl, databaseUrl, portalOrigin, reportingAddress } = env();
  const keys = await lookUpDemoKeys(databaseOwnerUrl ?? databaseUrl, portalOrigin);
  const demo = { ...keys, reportingAddress };
  const password = `The password of every account is ${demoPassword}.`;
  return { line: { ...line, demo }, text: [...describeDemoKeys(keys), password, "", ...lines].join("\n") };
}
