import { getTranslations } from "next-intl/server";
import type { Press } from "@/components/simulator/press-form";
import type { Channel } from "@/lib/domain/live-hub";
import type { SimulatorVerb, VerbOptions } from "@/lib/domain/simulator-verbs";
import { homePressOf, pressOf } from "@/lib/schemas/simulator";
import type { HubPanel } from "@/lib/server/queries/simulator";

type Words = Awaited<ReturnType<typeof getTranslations<"simulator.presses">>>;
type Label = Parameters<Words>[0];

/** Makes buttons; each by its key, words and what it does. */
export async function maker() {
  const t = await getTranslations("simulator.presses");
  return (key: string, label: Label, verb: SimulatorVerb, options: VerbOptions = {}): Press => ({
    key,
    label: t(label),
    press: pressOf(verb, options),
  });
}

/** As {@link maker}, for verbs about people. */
async function homeMaker() {
  const t = await getTranslations("simulator.presses");
  return (label: Label, ...press: Parameters<typeof homePressOf>): Press => ({
    key: label,
    label: t(label),
    press: homePressOf(...press),
  });
}

/** What befalls everybody who lives with a hub, and who is told what it reports. */
export async function peoplePresses(isReporting: boolean): Promise<Press[]> {
  const make = await homeMaker();
  const reports = isReporting ? make("reportsOff", "uninvite", "reporter") : make("reportsOn", "invite", "reporter");
  return [make("expire", "expire"), { ...reports, key: "reports" }];
}

/** What is done to an address that is not there yet, or waits for an answer. */
export async function invitationPresses(): Promise<Press[]> {
  const make = await homeMaker();
  return [make("invite", "invite"), make("uninvite", "uninvite")];
}

/** What befalls one person, and the home boxes linked to them. */
export async function userPresses(): Promise<Press[]> {
  const make = await homeMaker();
  return [make("signOut", "sign-out"), make("unlink", "unlink"), make("pushFail", "push-fail", "times=3")];
}

export async function orderPresses(): Promise<Press[]> {
  const make = await maker();
  return [
    make("arm", "arm", "arm"),
    make("disarm", "disarm", "disarm"),
    make("nightOn", "nightOn", "night-on"),
    make("nightOff", "nightOff", "night-off"),
    { ...make("panic", "panic", "panic"), look: "danger" },
    { ...make("duress", "duress", "duress"), look: "danger" },
  ];
}

/** What can be done to the hub itself; each way there turns into the way back while its fault stands. */
export async function partPresses(hub: HubPanel["hub"], faults: HubPanel["faults"]): Promise<Press[]> {
  const make = await maker();
  const t = await getTranslations("simulator");
  const stands = (fault: string) => faults.some(({ kind }) => kind === fault);
  const isSilent = stands("HUB_SILENT");
  const isStationFailing = stands("STATION_FAULT");
  const isDown = (channel: Channel) => faults.some(({ kind, part }) => kind === "HUB_CHANNEL_DOWN" && part === channel);
  const back = { clear: true } as const;
  const channels = (["ETHERNET", "WIFI", "GSM"] as const).map((name) => ({
    key: name,
    label: t(isDown(name) ? "presses.channelUp" : "presses.channelDown", { channel: t(`channels.${name}`) }),
    press: pressOf("channel", isDown(name) ? { name, ...back } : { name, down: true }),
  }));
  return [
    hub.isLidClosed ? make("lid", "openLid", "lid") : make("lid", "closeLid", "lid", back),
    hub.hasMains ? make("mains", "cutMains", "power-loss") : make("mains", "restoreMains", "power-loss", back),
    make("drain", "drain", "hub-battery", { level: "10" }),
    make("charge", "charge", "hub-battery", { level: "100" }),
    ...channels,
    isSilent ? make("pings", "ping", "online") : make("pings", "silence", "offline"),
    ...(isStationFailing
      ? [make("station", "stationWell", "station", back)]
      : [
          make("stationRefuse", "stationRefuse", "station", { refuse: true }),
          make("stationSilent", "stationSilent", "station", { silent: true }),
          make("stationNak", "stationNak", "station", { nak: "3" }),
        ]),
    stands("HUB_FIRMWARE_OLD")
      ? make("firmware", "updateFirmware", "firmware-old", back)
      : make("firmware", "ageFirmware", "firmware-old"),
    stands("TRANSFER_INTERRUPTED")
      ? make("transfer", "letTransfer", "transfer-cut", back)
      : make("transfer", "cutTransfer", "transfer-cut"),
  ];
}

export async function slotPresses({ slot: number, word }: HubPanel["hub"]["slots"][number]): Promise<Press[]> {
  const make = await maker();
  const slot = String(number);
  if (word === "NO_SIM") return [make("insert", "insertForeign", "sim-insert", { slot, foreign: true })];
  const fault = (label: Label, options: VerbOptions) => make(label, label, "sim-fault", { slot, ...options });
  return [
    make("remove", "remove", "sim-remove", { slot }),
    make("pin", "pin", "sim-pin", { slot }),
    fault("defective", { defective: true }),
    fault("foreign", { foreign: true }),
    fault("elsewhere", { elsewhere: true }),
    fault("stuck", { stuck: true }),
    fault("delay", { delay: "20" }),
    fault("loss", { loss: "50" }),
    fault("double", { double: true }),
    fault("reorder", { reorder: true }),
  ];
}

export async function networkPresses(): Promise<Press[]> {
  const make = await maker();
  return [
    make("slow", "gatewaySlow", "gateway", { slow: "20" }),
    make("down", "gatewayDown", "gateway", { down: true }),
  ];
}
