import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage } from "node:http";

/**
 * Writes an address of the hub cloud or its relay as it is known here: programs join a base and a path with one slash too
 * many, or end with one, and the framework would send them elsewhere, which few of them follow. Other addresses stay.
 */
export function plainAddress(address: string): string {
  const at = address.indexOf("?");
  const path = at < 0 ? address : address.slice(0, at);
  if (!/^\/+(?:api|connect)(?:\/|$)/.test(path)) return address;
  const plain = path.replace(/\/{2,}/g, "/").replace(/(?<=.)\/$/, "");
  return at < 0 ? plain : plain + address.slice(at);
}

/** Lets every request of this process come by its plain address. Called once, as the server starts. */
export function takePlainAddresses(): void {
  subscribe("http.server.request.start", (message) => {
    const { request } = message as { request: IncomingMessage };
    if (request.url) request.url = plainAddress(request.url);
  });
}
