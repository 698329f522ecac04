import { type ClientRequest, request as requestPlain } from "node:http";
import { request as requestSecure } from "node:https";
import { isIP, type LookupFunction } from "node:net";
import { resolveSafely } from "./safe-address";

/** `isLocalAllowed` lets plain http and private addresses pass, for demos and tests alone. */
export type PostOptions = { timeoutMs: number; isLocalAllowed: boolean };

/** An address that is never called. Its message is a sentence for the person whose address it is. */
export class RefusedAddress extends Error {}

/**
 * Posts a JSON text and returns the status of the answer, whose body is ignored; redirects are not followed. Unless
 * `isLocalAllowed`, only https to the open internet is called, and the connection goes to the very address that was looked
 * at. Throws RefusedAddress before any connection, and an Error for an unknown host, a broken line and silence.
 */
export async function postJson(address: string, json: string, options: PostOptions): Promise<number> {
  const url = readAddress(address, options);
  const found = await resolveSafely(url.hostname.replace(/^\[|\]$/g, ""), options);
  if (found.kind === "NO_SUCH_HOST") throw new Error("There is no such host.");
  if (found.kind === "FORBIDDEN") {
    throw new RefusedAddress("This address is not called: it belongs to a private network.");
  }
  const send = url.protocol === "https:" ? requestSecure : requestPlain;
  const call = send(url, {
    method: "POST",
    agent: false,
    headers: { "content-type": "application/json", "content-length": Buffer.byteLength(json) },
    lookup: alwaysGive(found.address),
  });
  return answerOf(call, json, options.timeoutMs);
}

function readAddress(address: string, { isLocalAllowed }: PostOptions): URL {
  const url = URL.parse(address);
  const isHttp = url?.protocol === "https:" || (isLocalAllowed && url?.protocol === "http:");
  if (!url || !isHttp || url.username !== "" || url.password !== "") {
    throw new RefusedAddress("This address is not called: it is no https address.");
  }
  return url;
}

/** Names are asked for once: asked again, one could point elsewhere. */
function alwaysGive(address: string): LookupFunction {
  const family = isIP(address);
  return (_host, { all }, done) => (all ? done(null, [{ address, family }]) : done(null, address, family));
}

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
