import { randomUUID } from "node:crypto";
import { log } from "@/lib/server/log";
import { callCloud, type Relayed, readAnswer } from "./call-cloud";
import { linkBox } from "./link-box";
import { readBoxCall } from "./read-box-call";
import { proveRelayAccount } from "./relay-accounts";

/**
 * Answers a home box on the relay's one endpoint: always 200, with the cloud's answer as `body` or its sentence as `error`.
 * The address of such a request holds a token, so nothing of it is logged.
 */
export async function answerBox(request: Request): Promise<Response> {
  const relayed = await relay(request).catch((error: unknown) => {
    const reference = randomUUID().slice(0, 8);
    log().error({ err: error instanceof Error ? error.name : "unknown", reference }, "A call of a box failed");
    return { error: `The hub cloud does not answer, reference ${reference}` };
  });
  return Response.json(relayed, { headers: { "cache-control": "no-store", "x-suggested-interval": "30" } });
}

async function relay(request: Request): Promise<Relayed> {
  const accountId = await proveRelayAccount(request.headers);
  if (!accountId) return { error: "Relay account is not known" };
  const call = await readBoxCall(request);
  if ("wrong" in call) return { error: call.wrong };
  if (call.name === "login") return linkBox(request, { call, accountId });
  return readAnswer(await callCloud({ ...call, from: request }));
}
