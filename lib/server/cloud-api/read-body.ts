import type { z } from "zod";
import { readText, type Unreadable } from "../read-text";
import { CloudRefusal } from "./respond";

/**
 * Reads a JSON body by a schema; an empty one counts as `{}`. Refuses TOO_LARGE, UNSUPPORTED_TYPE and BAD_REQUEST. The
 * message names the field that is wrong.
 */
export async function readBody<S extends z.ZodType>(request: Request, schema: S): Promise<z.output<S>> {
  const text = await readText(request);
  if (typeof text !== "string") throw unreadable(text);
  const type = request.headers.get("content-type") ?? "";
  if (text !== "" && !/^application\/(?:[\w.+-]+\+)?json\b/i.test(type)) {
    throw new CloudRefusal("UNSUPPORTED_TYPE", "Send JSON, as application/json");
  }
  return parseBody(text === "" ? {} : parseJson(text), schema);
}

function unreadable({ wrong }: Unreadable): CloudRefusal {
  return wrong === "TOO_LARGE"
    ? new CloudRefusal("TOO_LARGE", "A body has at most one megabyte")
    : new CloudRefusal("BAD_REQUEST", "The body is not UTF-8");
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new CloudRefusal("BAD_REQUEST", "The body is not JSON");
  }
}

function parseBody<S extends z.ZodType>(given: unknown, schema: S): z.output<S> {
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  const field = parsed.error.issues[0]?.path.join(".") ?? "";
  throw new CloudRefusal("BAD_REQUEST", field ? `The field ${field} is missing or wrong` : "The body is not an object");
}
