import { z } from "zod";
import type { Channel } from "@/lib/domain/live-hub";
import {
  longestTestPeriodSeconds,
  parseAccountNumber,
  parseStationHost,
  parseStationKey,
  type StationRoute,
} from "@/lib/domain/station-settings";
import { companySlugField, type FieldProblem, requiredText, submissionIdField } from "./fields";

const ofHub = {
  companySlug: companySlugField,
  submissionId: submissionIdField,
  objectId: z.uuid(),
  hubId: z.string().regex(/^[0-9A-F]{8}$/),
};

const addressField = z.string().trim().max(253).default("");
const checkField = z
  .literal("on")
  .optional()
  .transform((value) => value === "on");

/** Every address of the form, by the names of its two fields; the first one is the main one. */
const addressFields = [
  { address: "address", port: "port", channel: "ETHERNET", isReserve: false },
  { address: "addressReserve", port: "portReserve", channel: "ETHERNET", isReserve: true },
  { address: "wifiAddress", port: "wifiPort", channel: "WIFI", isReserve: false },
  { address: "wifiAddressReserve", port: "wifiPortReserve", channel: "WIFI", isReserve: true },
  { address: "gsmAddress", port: "gsmPort", channel: "GSM", isReserve: false },
  { address: "gsmAddressReserve", port: "gsmPortReserve", channel: "GSM", isReserve: true },
] as const satisfies readonly { address: string; port: string; channel: Channel; isReserve: boolean }[];

type AddressName = (typeof addressFields)[number]["address" | "port"];

const addressShape = Object.fromEntries(
  addressFields.flatMap(({ address, port }) => [
    [address, addressField],
    [port, addressField],
  ]),
) as Record<AddressName, typeof addressField>;

/**
 * A station's settings as the form sends them. An address is a host and a port; the main one must be there, the others may
 * be left empty as pairs. The key's field counts where a new key is chosen.
 */
export const saveStationSchema = z
  .strictObject({
    ...ofHub,
    version: z.coerce.number().int().min(0),
    protocol: z.enum(["SIA", "CID"], { error: "CHOOSE_ONE" }),
    accountNumber: requiredText(40),
    encryption: z.enum(["NONE", "KEEP", "NEW"], { error: "CHOOSE_ONE" }),
    encryptionKey: z.string().max(200).default(""),
    ...addressShape,
    ethernet: checkField,
    wifi: checkField,
    gsm: checkField,
    testMinutes: requiredText(10),
  })
  .transform((given, context) => {
    const complain = (field: string, problem: FieldProblem) => {
      context.addIssue({ code: "custom", path: [field], message: problem });
      return null;
    };
    const account = parseAccountNumber(given.accountNumber);
    const accountNumber = account.ok ? account.value : complain("accountNumber", account.refusal);
    const key = given.encryption === "NEW" ? parseStationKey(given.encryptionKey) : null;
    const newKey = key ? (key.ok ? key.value : complain("encryptionKey", key.refusal)) : null;
    const routes = addressFields.flatMap((fields) => readRoute(fields, given, complain) ?? []);
    const minutes = /^\d{1,4}$/.test(given.testMinutes) ? Number(given.testMinutes) : -1;
    const isPeriod = minutes >= 0 && minutes * 60 <= longestTestPeriodSeconds;
    if (!isPeriod) complain("testMinutes", "MINUTES_WRONG");
    if (!given.ethernet && !given.wifi && !given.gsm) complain("ethernet", "CHOOSE_ONE");
    const [main, ...others] = routes;
    if (context.issues.length > 0 || accountNumber === null || !main) return z.NEVER;
    const { companySlug, submissionId, objectId, hubId, version, protocol, encryption, ethernet, wifi, gsm } = given;
    const allowedChannels = [
      ...(ethernet ? (["ETHERNET"] as const) : []),
      ...(wifi ? (["WIFI"] as const) : []),
      ...(gsm ? (["GSM"] as const) : []),
    ];
    return {
      ...{ companySlug, submissionId, objectId, hubId, version },
      settings: { protocol, accountNumber, main, others, allowedChannels, testPeriodSeconds: minutes * 60 },
      key: encryption === "NEW" ? { kind: "NEW" as const, hex: newKey ?? "" } : { kind: encryption },
    };
  });

/** A route, or nothing where both fields are empty and may be. */
function readRoute(
  { address, port, channel, isReserve }: (typeof addressFields)[number],
  given: Record<AddressName, string>,
  complain: (field: string, problem: FieldProblem) => null,
): StationRoute | null {
  const isMain = address === "address";
  if (!isMain && given[address] === "" && given[port] === "") return null;
  const host = parseStationHost(given[address]);
  const number = /^\d{1,5}$/.test(given[port]) ? Number(given[port]) : 0;
  const isPort = number >= 1 && number <= 65_535;
  if (!host.ok) complain(address, given[address] === "" ? "REQUIRED" : "HOST_WRONG");
  if (!isPort) complain(port, given[port] === "" ? "REQUIRED" : "PORT_WRONG");
  return host.ok && isPort ? { channel, isReserve, address: host.value, port: number } : null;
}

export const removeStationSchema = z.strictObject({ ...ofHub, version: z.coerce.number().int().min(1) });

export const testStationSchema = z.strictObject(ofHub);
