import type { LiveChange, LiveMessage } from "@/lib/live/message";
import { waitUntil } from "../support/wait-until";

/** What came out of a stream of server-sent events, as a browser reads it. */
export type Listening = {
  messages: LiveMessage[];
  /** Ids of messages and beats, in order. */
  ids: string[];
  isEnded: boolean;
  /** The reason the server gave for the end; null where it gave none. */
  end: string | null;
  close: () => Promise<void>;
};

/** Reads a stream in the background, and resolves once its first message has come or it has ended. */
export async function readEvents(stream: ReadableStream<Uint8Array>): Promise<Listening> {
  const reader = stream.getReader();
  const heard: Listening = { messages: [], ids: [], isEnded: false, end: null, close: () => reader.cancel() };
  void pump(reader, heard);
  await waitUntil("the stream has begun", async () => heard.messages.length > 0 || heard.isEnded);
  return heard;
}

async function pump(reader: ReadableStreamDefaultReader<Uint8Array>, heard: Listening): Promise<void> {
  const decoder = new TextDecoder();
  let text = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) break;
    text += decoder.decode(value, { stream: true });
    const events = text.split("\n\n");
    text = events.pop() ?? "";
    for (const event of events) take(event, heard);
  }
  heard.isEnded = true;
}

function take(event: string, heard: Listening): void {
  const fields = new Map(
    event.split("\n").map((line) => [line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 2)]),
  );
  const data = fields.get("data");
  if (fields.has("id")) heard.ids.push(fields.get("id") ?? "");
  if (fields.get("event") === "end") heard.end = data ?? null;
  else if (data) heard.messages.push(JSON.parse(data));
}

/** All changes a stream has told, in order. */
export function changesOf({ messages }: Pick<Listening, "messages">): LiveChange[] {
  return messages.flatMap(({ changes }) => changes);
}
