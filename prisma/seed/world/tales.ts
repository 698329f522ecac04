import type { Outcome } from "@/lib/domain/outcome";
import { onDatabase } from "@/lib/server/context";
import { shareHub } from "@/lib/server/services/objects/share-hub";
import { swapSim } from "@/lib/server/services/objects/swap-sim";
import { transferHub } from "@/lib/server/services/objects/transfer-hub";
import { finishTransfers } from "@/lib/server/services/simulation/finish-transfers";
import type { DealerKey } from "../companies";
import type { Random } from "../random";
import type { SeedHub } from "./hub-names";
import type { Staff } from "./staff";

/** What happened once in the six months, beside the services: a SIM swapped, a configuration handed over, a hub shared. */
type Tale = "SIM_SWAPPED" | "TRANSFER_STARTED" | "TRANSFER_ENDED" | "HUB_SHARED";

export type TaleStep = { kind: "TALE"; tale: Tale; at: Temporal.Instant; hubs: SeedHub[] };

const daysAgo = { swap: 45, transfer: 38, share: 12 };
const transferMinutes = 16;

const sharedWith = "sicura";

/** Plans the tales of a world that ends at `endsAt`. */
export function planTales(hubs: SeedHub[], endsAt: Temporal.Instant): TaleStep[] {
  const ago = (days: number) => endsAt.subtract({ hours: days * 24 });
  const tell = (tale: Tale, at: Temporal.Instant): TaleStep => ({ kind: "TALE", tale, at, hubs });
  const started = ago(daysAgo.transfer);
  return [
    tell("SIM_SWAPPED", ago(daysAgo.swap)),
    tell("TRANSFER_STARTED", started),
    tell("TRANSFER_ENDED", started.add({ minutes: transferMinutes })),
    tell("HUB_SHARED", ago(daysAgo.share)),
  ];
}

/** Lets a tale happen through its service, by somebody of the hub's company. */
export async function tellTale(
  { staff, random }: { staff: Staff; random: Random },
  { tale, hubs }: TaleStep,
): Promise<Outcome<unknown, string>> {
  switch (tale) {
    case "SIM_SWAPPED": {
      const { objectId, hubId, key } = steadyOne(hubs, "sicura");
      const { version } = await onDatabase((client) =>
        client.hub.findUniqueOrThrow({ where: { id: key }, select: { version: true } }),
      );
      const iccid = `8988303${random.digits(12)}`;
      return swapSim(staff.send("sicura", "OFFICE"), { objectId, hubId, version, iccid });
    }
    case "TRANSFER_STARTED": {
      const [source, target] = alikeOnes(hubs, "sicura");
      const { objectId, hubId } = source;
      return transferHub(staff.send("sicura", "OFFICE"), { objectId, hubId, toHubId: target.hubId });
    }
    case "TRANSFER_ENDED":
      await finishTransfers();
      return { ok: true, value: {} };
    case "HUB_SHARED": {
      const { objectId, hubId } = steadyOne(hubs, "dnipro");
      return shareHub(staff.send("dnipro", "OFFICE"), { objectId, hubId, partnerSlug: sharedWith });
    }
  }
}

/** The last hub of a dealer whose services have run since its first activation, and whose SIM stays where it is. */
function steadyOne(hubs: SeedHub[], dealer: DealerKey): SeedHub {
  const steady = hubs.findLast(
    (hub) =>
      hub.dealer === dealer &&
      hub.state === "ACTIVATED_ONLINE" &&
      (hub.story ?? "STEADY") === "STEADY" &&
      !hub.isDonor &&
      !hub.formerPayer,
  );
  if (!steady) throw new Error(`${dealer} has no hub whose services just run.`);
  return steady;
}

/** Two hubs of a dealer that never had services, of which the second takes the first one's configuration. */
function alikeOnes(hubs: SeedHub[], dealer: DealerKey): [SeedHub, SeedHub] {
  const idle = hubs.filter((hub) => hub.dealer === dealer && !hub.payer);
  for (const source of idle) {
    const target = idle.find((hub) => hub !== source && hub.model === source.model);
    if (target) return [source, target];
  }
  throw new Error(`${dealer} has no two hubs of one model that never had services.`);
}
