import { type CloudRouteName, matchRoute } from "@/lib/domain/cloud/routes";
import { readText } from "../read-text";

/** A call of a home box: the cloud's path, with a query of its own, a token and a JSON body. */
export type BoxCall = {
  method: string;
  name: CloudRouteName;
  path: string;
  token: string | null;
  body: string | null;
};

/** Why a call makes no sense. None of these words may hold one that clients look for in a login's answer. */
export type BoxCallError = { wrong: string };

const unreadable = { TOO_LARGE: "A body has at most one megabyte", NOT_UTF8: "The body is not UTF-8" };

/** Stands where a query was no UTF-8. */
const undecoded = "\u{FFFD}";

const plain = /^\/[\w./{}=&?%:+,@~-]*$/;

/**
 * Reads what a box asks for: `path` is matched against the cloud's own calls after the one decoding of a query; absolute
 * addresses, dots that climb, backslashes and encoded slashes lead nowhere. `options` holds parameters of a GET as JSON.
 */
export async function readBoxCall(request: Request): Promise<BoxCall | BoxCallError> {
  const { searchParams } = new URL(request.url);
  const given = searchParams.get("path") ?? "";
  const [pathname = "", query = ""] = splitOnce(given);
  if (!plain.test(given) || /\/\/|\.\.|%2f|%5c|%00|%2e/i.test(given)) return { wrong: "Unknown path" };
  const match = matchRoute(request.method, pathname);
  if (match.kind === "UNKNOWN" || (match.kind === "FOUND" && match.name === "events")) return { wrong: "Unknown path" };
  if (match.kind === "WRONG_METHOD") return { wrong: `This path is called by ${match.allowed.join(", ")}` };
  const options = readOptions(searchParams.get("options"));
  if (!options) return { wrong: "The options are not a JSON object" };
  const parameters = new URLSearchParams(query);
  if (request.method === "GET") for (const [name, value] of options) parameters.set(name, value);
  const body = request.method === "GET" ? null : await readText(request);
  if (body !== null && typeof body !== "string") return { wrong: unreadable[body.wrong] };
  const rest = parameters.size > 0 ? `?${parameters}` : "";
  const token = match.name === "login" || match.name === "refresh" ? null : readToken(searchParams);
  return { method: request.method, name: match.name, path: `${pathname.replace(/\/$/, "")}${rest}`, token, body };
}

/** What no token can be goes no further; the cloud then misses one. */
function readToken(parameters: URLSearchParams): string | null {
  const token = parameters.get("session_token") ?? "";
  return /^[\w-]{1,500}$/.test(token) ? token : null;
}

function splitOnce(text: string): [string, string] {
  const at = text.indexOf("?");
  return at < 0 ? [text, ""] : [text.slice(0, at), text.slice(at + 1)];
}

function readOptions(text: string | null): [string, string][] | null {
  if (!text) return [];
  if (text.includes(undecoded)) return null;
  try {
    const options: unknown = JSON.parse(text);
    if (typeof options !== "object" || options === null || Array.isArray(options)) return options === null ? [] : null;
    return Object.entries(options).map(([name, value]) => [name, String(value)]);
  } catch {
    return null;
  }
}
