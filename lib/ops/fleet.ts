import { elapsedMs } from "@/lib/clock";
import { env } from "@/lib/env";
import { connect } from "./connect";
import { buildFleet } from "./fleet/build-fleet";
import { type FleetOptions, readFleetOptions } from "./fleet/fleet-options";
import { removeFleet } from "./fleet/remove-fleet";
import { writeNumber } from "./fleet/write-number";

/**
 * Gives a company of the environment's database a fleet, or removes it: `--company kiwi --hubs 100000 --months 12
 * --seed 7`, or `--remove`. Ends with one line of counts and seconds.
 */
export async function main({ args }: { args: string[] }): Promise<number> {
  process.stdout.write(`${await runFleet(readFleetOptions(args))}\n`);
  return 0;
}

/** As {@link main}, for options that were read; returns that line. */
export async function runFleet({ hubs, ...options }: FleetOptions): Promise<string> {
  const { databaseOwnerUrl, databaseUrl } = env();
  const begun = elapsedMs();
  const open = () => connect(databaseOwnerUrl ?? databaseUrl, "DATABASE_OWNER_URL");
  const client = await open();
  const helper = await open();
  try {
    const done =
      hubs === null
        ? describeRemoval(await removeFleet(client, options.companySlug))
        : describeFleet(await buildFleet([client, helper], { ...options, hubs }), options.seed);
    return `${done} (${((elapsedMs() - begun) / 1000).toFixed(1)} s).`;
  } finally {
    await Promise.all([client.end(), helper.end()]);
  }
}

function describeFleet(fleet: Awaited<ReturnType<typeof buildFleet>>, seed: number): string {
  const [hubs, objects] = [writeNumber(fleet.hubs), writeNumber(fleet.objects)];
  const packages = `${writeNumber(fleet.livePackages)} live and ${writeNumber(fleet.endedPackages)} ended packages`;
  return `${fleet.companyName} has ${hubs} more hubs in ${objects} objects with ${packages}, by seed ${seed}`;
}

function describeRemoval({ companyName, hubs }: Awaited<ReturnType<typeof removeFleet>>): string {
  return hubs === 0 ? `${companyName} has no fleet` : `${writeNumber(hubs)} hubs left ${companyName}`;
}
