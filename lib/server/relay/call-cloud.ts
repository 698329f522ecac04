import { z } from "zod";
import { sourceOf } from "@/lib/auth/request-source";
import { env } from "@/lib/env";
import { relayApiKey } from "./relay-key";

/** Longer than any call of the cloud takes, its streams apart. */
const timeoutMs = 20_000;

export type CloudCall = {
  method: string;
  /** Below the cloud's base, with its query. */
  path: string;
  /** Text of a JSON body; null for none. */
  body: string | null;
  token: string | null;
  /** The request that is passed on: its client's address goes along. */
  from: Request;
  headers?: Record<string, string>;
  signal?: AbortSignal;
};

/** Calls the hub cloud over HTTP with the relay's own key in the place of whatever key was sent. */
export async function callCloud({ method, path, body, token, from, headers, signal }: CloudCall): Promise<Response> {
  const { address } = sourceOf(from.headers);
  return fetch(`${env().cloudApiUrl}${path}`, {
    method,
    body,
    redirect: "manual",
    signal: signal ?? AbortSignal.timeout(timeoutMs),
    headers: {
      ...(body === null ? {} : { "content-type": "application/json" }),
      ...(token === null ? {} : { "x-session-token": token }),
      ...(address ? { "x-client-address": address } : {}),
      ...headers,
      "x-api-key": relayApiKey(),
    },
  });
}

const failureSchema = z.object({ message: z.string() });

/** What the cloud answered, for a box: a body (an empty one as `{}`) or the sentence of a refusal. */
export type Relayed = { body: unknown } | { error: string };

/** Reads the cloud's answer to a box. */
export async function readAnswer(answer: Response): Promise<Relayed> {
  const text = await answer.text();
  const json: unknown = text === "" ? {} : JSON.parse(text);
  if (answer.ok) return { body: json };
  const failure = failureSchema.safeParse(json);
  return { error: failure.success ? failure.data.message : "The hub cloud did not answer" };
}
