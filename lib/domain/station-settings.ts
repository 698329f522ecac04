import type { Channel } from "./live-hub";
import { type Outcome, refuse, succeed } from "./outcome";

/** Where a station takes messages: a host's name or address, and a port. */
export type StationAddress = { address: string; port: number };

/** How a hub reaches its station over one channel. */
export type StationRoute = StationAddress & { channel: Channel; isReserve: boolean };

/** Reads a hub's account at its station: 3 to 16 hex digits, in any case. Source: SIA DC-09. */
export function parseAccountNumber(text: string): Outcome<string, "ACCOUNT_WRONG"> {
  const account = text.replace(/\s/g, "").toUpperCase();
  return /^[0-9A-F]{3,16}$/.test(account) ? succeed(account) : refuse("ACCOUNT_WRONG");
}

const keyHexDigits = 32;
const keyCharacters = 16;

/**
 * Reads an encryption key in either of its forms and returns its 32 hex digits: 16 ASCII characters, or up to 32 hex
 * digits, of which leading zeros may be left out. Sixteen hex digits are taken as characters.
 */
export function parseStationKey(text: string): Outcome<string, "KEY_WRONG"> {
  const key = text.trim();
  if (key.length === keyCharacters && /^[\x20-\x7e]+$/.test(key)) {
    return succeed(
      [...key]
        .map((letter) => letter.charCodeAt(0).toString(16).padStart(2, "0"))
        .join("")
        .toUpperCase(),
    );
  }
  const isHex = key.length <= keyHexDigits && /^[0-9a-f]+$/i.test(key);
  return isHex ? succeed(key.toUpperCase().padStart(keyHexDigits, "0")) : refuse("KEY_WRONG");
}

/** Reads a host: a name of letters, digits and hyphens, or an address of version 4 or 6. */
export function parseStationHost(text: string): Outcome<string, "HOST_WRONG"> {
  const host = text.trim().toLowerCase();
  const isName = /^(?=.{1,253}$)[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*$/.test(host);
  const isSixth = /^[0-9a-f:.]{2,45}$/.test(host) && host.includes(":");
  return isName || isSixth ? succeed(host) : refuse("HOST_WRONG");
}

/** The demo's own station, which answers on the machine itself. Anywhere else nothing is there. */
export const demoStation: StationAddress = { address: "station.demo.example", port: 9_500 };

/** Longest pause between two periodic tests, in seconds: a day. */
export const longestTestPeriodSeconds = 86_400;

/** What decides over which channel a hub speaks to its station. */
export type Reach = { isOnline: boolean; activeChannels: readonly Channel[]; allowedChannels: readonly Channel[] };

/**
 * Says over which channel a hub reaches its station: the first that carries it and may be used. The cloud speaks for a hub
 * that is offline, at the addresses for a cable. Null: the hub is online, but no channel that it may use carries it.
 */
export function stationChannel({ isOnline, activeChannels, allowedChannels }: Reach): Channel | null {
  if (!isOnline) return "ETHERNET";
  const order: readonly Channel[] = ["ETHERNET", "WIFI", "GSM"];
  return order.find((channel) => activeChannels.includes(channel) && allowedChannels.includes(channel)) ?? null;
}

/** Returns the addresses to dial over a channel, the main one first; a channel without its own has those of the cable. */
export function addressesFor(routes: readonly StationRoute[], channel: Channel): StationAddress[] {
  const own = routes.filter((route) => route.channel === channel && !route.isReserve).length > 0 ? channel : "ETHERNET";
  const pick = (isReserve: boolean) =>
    routes.filter((route) => route.channel === own && route.isReserve === isReserve).slice(0, 1);
  return [...pick(false), ...pick(true)].map(({ address, port }) => ({ address, port }));
}
