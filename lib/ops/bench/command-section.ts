import { type Bench, makeWorld, measureIn, runIn } from "./bench-world";
import { figure, type Section } from "./figures";
import { commandMeasurement } from "./measure-command";

const mostTimes = 1.7;
const fleetHubs = 1_000;

/** One lifecycle command through the service against the same locks, reads and writes as plain statements. */
export async function benchCommand(bench: Bench): Promise<Section[]> {
  const world = await makeWorld(bench, "bench_command");
  await runIn(bench, world, "fleet", "--hubs", String(fleetHubs));
  const { serviceMs, plainMs, preparedMs, commands } = await measureIn(bench, world, commandMeasurement);
  return [
    {
      key: "command",
      title: "A lifecycle command (Deactivate and Resume) against the same statements by hand",
      figures: [
        figure(`through the service, median of ${commands}`, serviceMs, "ms"),
        figure(`plain statements on one connection, median of ${commands}`, plainMs, "ms"),
        figure(`the same, kept prepared, median of ${commands}`, preparedMs, "ms"),
        figure("service to plain", serviceMs / plainMs, "×", mostTimes),
        figure("service to prepared", serviceMs / preparedMs, "×"),
      ],
    },
  ];
}
