import { lookup as resolve } from "node:dns";
import { type ClientRequest, request as requestPlain } from "node:http";
import { request as requestSecure } from "node:https";
import { isIP, type LookupFunction } from "node:net";
import { isPublicAddress } from "./safe-address";

/** `allowsLocal` lets plain http and private addresses pass, for demos and tests alone. */
export type PostOptions = { timeoutMs: number; allowsLocal: boolean };

/** An address that is never called. Its message is a sentence for the person whose address it is. */
export class RefusedAddress extends Error {}

/**
 * Posts a JSON text and returns the status of the answer, whose body is ignored; redirects are not followed. Without
 * `allowsLocal` only https to the open internet is called, and it is the very address that was looked at: a name that
 * resolves otherwise a moment later changes nothing. Throws RefusedAddress before any connection, and on silence.
 */
export async function postJson(address: string, json: string, options: PostOptions): Promise<number> {
  const url = readAddress(address, options);
  const send = url.protocol === "https:" ? requestSecure : requestPlain;
  const call = send(url, {
    method: "POST",
    agent: false,
    headers: { "content-type": "application/json", "content-length": Buffer.byteLength(json) },
    ...(options.allowsLocal ? {} : { lookup: lookUpPublic }),
  });
  return answerOf(call, json, options.timeoutMs);
}

function readAddress(address: string, { allowsLocal }: PostOptions): URL {
  const url = URL.parse(address);
  const isHttp = url?.protocol === "https:" || (allowsLocal && url?.protocol === "http:");
  if (!url || !isHttp || url.username !== "" || url.password !== "") {
    throw new RefusedAddress("This address is not called: it is no https address.");
  }
  const host = url.hostname.replace(/^\[|\]$/g, "");
  if (!allowsLocal && isIP(host) !== 0 && !isPublicAddress(host)) throw notPublic();
  return url;
}

function notPublic(): RefusedAddress {
  return new RefusedAddress("This address is not called: it belongs to a private network.");
}

/** Resolves a name; if any of its addresses is not public, none is given. */
const lookUpPublic: LookupFunction = (hostname, options, done) => {
  resolve(hostname, { ...options, all: true }, (error, addresses) => {
    if (error) return done(error, "", 0);
    const [first] = addresses;
    if (!first || !addresses.every(({ address }) => isPublicAddress(address))) return done(notPublic(), "", 0);
    if (options.all) return done(null, addresses);
    return done(null, first.address, first.family);
  });
};

function answerOf(call: ClientRequest, json: string, timeoutMs: number): Promise<number> {
  return new Promise((settle, fail) => {
    const timer = setTimeout(() => call.destroy(new Error(`No answer in ${timeoutMs / 1_000} s.`)), timeoutMs);
    const finish = () => clearTimeout(timer);
    call.on("error", (error) => {
      finish();
      fail(error);
    });
    call.on("response", (answer) => {
      finish();
      answer.on("error", () => undefined);
      settle(answer.statusCode ?? 0);
      answer.destroy();
    });
    call.end(json);
  });
}
