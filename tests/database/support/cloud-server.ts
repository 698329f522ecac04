import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";
import { vi } from "vitest";
import { answerCloudRequest } from "@/lib/server/cloud-api/answer-cloud";
import { plainAddress } from "@/lib/server/plain-addresses";
import { answerBox } from "@/lib/server/relay/answer-box";
import { mirrorRequest } from "@/lib/server/relay/mirror";

export type CloudServer = { origin: string; close: () => Promise<void> };

function answerOf(path: string): (request: Request) => Promise<Response> {
  if (path === "/connect/service/ajaxSystem") return answerBox;
  return path.startsWith("/connect/") ? mirrorRequest : answerCloudRequest;
}

function toRequest(incoming: IncomingMessage, gone: AbortSignal): Request {
  const url = new URL(plainAddress(incoming.url ?? "/"), "http://cloud.test");
  const headers = new Headers(incoming.headersDistinct as unknown as Record<string, string>);
  const hasBody = !["GET", "HEAD"].includes(incoming.method ?? "GET");
  return new Request(url, {
    method: incoming.method ?? "GET",
    headers,
    signal: gone,
    ...(hasBody ? { body: Readable.toWeb(incoming) as ReadableStream, duplex: "half" } : {}),
  } as RequestInit);
}

/** Something that happens after a call was answered and before its caller hears so. */
export type Between = (path: string) => Promise<void>;

async function serve(incoming: IncomingMessage, outgoing: ServerResponse, between: Between): Promise<void> {
  const gone = new AbortController();
  outgoing.once("close", () => gone.abort());
  const request = toRequest(incoming, gone.signal);
  const { pathname } = new URL(request.url);
  const answer = await answerOf(pathname)(request);
  await between(pathname);
  outgoing.writeHead(answer.status, Object.fromEntries(answer.headers));
  if (!answer.body) {
    outgoing.end();
    return;
  }
  const body = Readable.fromWeb(answer.body as Parameters<typeof Readable.fromWeb>[0]);
  body.on("error", () => outgoing.destroy());
  outgoing.once("close", () => body.destroy());
  body.pipe(outgoing);
}

/** Serves the hub cloud and the relay over HTTP, as the app's own routes do, and points the relay at it. Comes before anything reads the environment. */
export async function startCloud(between: Between = async () => {}): Promise<CloudServer> {
  const server: Server = createServer((incoming, outgoing) => void serve(incoming, outgoing, between));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  vi.stubEnv("CLOUD_API_URL", `${origin}/api`);
  return {
    origin,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
