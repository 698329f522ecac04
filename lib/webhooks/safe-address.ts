import { lookup } from "node:dns/promises";
import { BlockList, isIP } from "node:net";

/** Networks that belong to nobody outside: private, local, shared, for tests, for groups, and ways into them. */
const closed = new BlockList();
for (const [network, bits] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 3],
] as const) {
  closed.addSubnet(network, bits, "ipv4");
}

/** Of version 6 only these are given to anybody, but for what is tunneled or kept for examples in them. */
const open6 = new BlockList();
open6.addSubnet("2000::", 3, "ipv6");
const closed6 = new BlockList();
for (const [network, bits] of [
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["3fff::", 20],
] as const) {
  closed6.addSubnet(network, bits, "ipv6");
}

/** Answers whether an address lies in the open internet. */
export function isPublicAddress(address: string): boolean {
  switch (isIP(address)) {
    case 4:
      return !closed.check(address, "ipv4");
    case 6:
      return open6.check(address, "ipv6") && !closed6.check(address, "ipv6");
    default:
      return false;
  }
}

/** `address` is the one to connect to; asking again could give another. */
export type Resolved = { kind: "FOUND"; address: string } | { kind: "FORBIDDEN" } | { kind: "NO_SUCH_HOST" };

type Resolver = (host: string) => Promise<readonly { address: string }[]>;

const askNames: Resolver = (host) => lookup(host, { all: true });

/**
 * Finds the one address that may be connected to for a host. A host with any address outside of the open internet is
 * forbidden, and so is a name without a dot, which only a private network knows, unless `isLocalAllowed`. Connecting to the address found, and not to the name, keeps a name from pointing
 * elsewhere in between (RELIABILITY T-19).
 */
export async function resolveSafely(
  host: string,
  { isLocalAllowed, ask = askNames }: { isLocalAllowed: boolean; ask?: Resolver },
): Promise<Resolved> {
  if (!isLocalAllowed && !isIP(host) && !host.includes(".")) return { kind: "FORBIDDEN" };
  const found = isIP(host) ? [{ address: host }] : await ask(host).catch(() => []);
  const [first] = found;
  if (!first) return { kind: "NO_SUCH_HOST" };
  const isSafe = isLocalAllowed || found.every(({ address }) => isPublicAddress(address));
  return isSafe ? { kind: "FOUND", address: first.address } : { kind: "FORBIDDEN" };
}
