import { readVerb, type SimulatorVerb, type VerbOptions } from "@/lib/domain/simulator-verbs";
import { type DriveResult, driveSimulator } from "@/lib/server/services/simulation/drive-simulator";

const driver = { accountId: null, name: "Simulator", requestId: "" };

/** Does what `npm run sim -- VERB` does, with the options as they are written there. */
export async function simVerb(
  verb: SimulatorVerb,
  { hubId, deviceId = null }: { hubId: string; deviceId?: string | null },
  options: VerbOptions = {},
): Promise<DriveResult> {
  const reading = readVerb(verb, options);
  if ("wrong" in reading) throw new Error(`The option ${reading.wrong} of ${verb} is wrong.`);
  return driveSimulator(driver, { verb, hubId, deviceId, act: reading.act });
}
