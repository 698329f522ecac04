import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage, ServerResponse } from "node:http";
import { type LanguageHeaders, plainSentence } from "@/lib/i18n/plain-sentence";

/**
 * The framework gives every answer of a form's action the status 200, and 500 to a body it cannot read. Here the status
 * of what an action says is kept by the request's id until the head of the answer is written.
 */
type Kept = { portalStatuses?: Map<string, number> };
const shared: Kept = globalThis as Kept;

function kept(): Map<string, number> {
  shared.portalStatuses ??= new Map();
  return shared.portalStatuses;
}

/** Says what status the answer to a request shall have. The first word is 200: from then on the action is ours. */
export function setStatus(requestId: string | null, status: number): void {
  if (requestId) kept().set(requestId, status);
}

const methods = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);

function isForm({ method, headers }: IncomingMessage): boolean {
  return method === "POST" && ("next-action" in headers || /^multipart\//.test(headers["content-type"] ?? ""));
}

function idOf({ headers }: IncomingMessage): string {
  return String(headers["x-request-id"] ?? "");
}

function languageOf({ headers }: IncomingMessage): LanguageHeaders {
  return { cookie: headers.cookie ?? null, acceptLanguage: headers["accept-language"] ?? null };
}

/** Decides the status of an answer: what the action said, or 400 for a form that no action of ours ever saw. */
function statusOf(request: IncomingMessage, status: number): number {
  const said = kept().get(idOf(request));
  if (status === 200 && said !== undefined) return said;
  if (status !== 500 || said !== undefined) return status;
  if (!methods.has(request.method ?? "")) return 405;
  return isForm(request) ? 400 : status;
}

type Loose = (...given: unknown[]) => unknown;

/**
 * Watches over one answer until its head is written. Where a 500 turns into something better, one sentence takes the
 * place of the body.
 */
function watch(request: IncomingMessage, response: ServerResponse): void {
  const writeHead = response.writeHead.bind(response) as Loose;
  const write = response.write.bind(response) as Loose;
  const end = response.end.bind(response) as Loose;
  let isReplaced = false;

  const settle = (given: number): number => {
    const status = response.headersSent ? given : statusOf(request, given);
    if (given !== 500 || status === 500) return status;
    isReplaced = true;
    for (const name of ["content-length", "content-encoding", "etag"]) response.removeHeader(name);
    response.setHeader("content-type", "text/plain; charset=utf-8");
    return status;
  };
  const replaced: Record<string, Loose> = {
    writeHead: (given, ...rest) => writeHead(settle(Number(given)), ...rest),
    write: (...given) => {
      response.statusCode = settle(response.statusCode);
      return isReplaced || write(...given);
    },
    end: (...given) => {
      response.statusCode = settle(response.statusCode);
      if (!isReplaced) return end(...given);
      const done = given.find((one) => typeof one === "function");
      return end(plainSentence("unreadableForm", languageOf(request)), done);
    },
  };
  Object.assign(response, replaced);
  response.once("close", () => kept().delete(idOf(request)));
}

/** Lets every answer of this process have the status that was said for it. Called once, as the server starts. */
export function sendStatuses(): void {
  subscribe("http.server.request.start", (message) => {
    const { request, response } = message as { request: IncomingMessage; response: ServerResponse };
    watch(request, response);
  });
}
