/** One entry of a stream as it came. */
export type StreamEntry = { id: string; data: Record<string, unknown> };

export type CloudStream = {
  /** Everything that came so far. */
  entries: StreamEntry[];
  text: () => string;
  /** Resolves once the server has ended the stream. */
  ended: Promise<void>;
  status: number;
  headers: Headers;
  close: () => void;
};

/** Opens a stream of server-sent events and gathers what comes. Resolves once its first bytes are there. */
export async function openStream(url: string, headers: Record<string, string>): Promise<CloudStream> {
  const stop = new AbortController();
  const answer = await fetch(url, { headers, signal: stop.signal });
  let text = "";
  let rest = "";
  const entries: StreamEntry[] = [];
  const reader = answer.body?.getReader();
  const decoder = new TextDecoder();
  const take = (chunk: Uint8Array) => {
    const added = decoder.decode(chunk, { stream: true });
    text += added;
    const blocks = (rest + added).split("\n\n");
    rest = blocks.pop() ?? "";
    for (const block of blocks) {
      const id = /^id: (.*)$/m.exec(block)?.[1];
      const data = /^data: (.*)$/m.exec(block)?.[1];
      if (id !== undefined && data !== undefined) entries.push({ id, data: JSON.parse(data) });
    }
  };
  const first = await reader?.read();
  if (first?.value) take(first.value);
  const readOn = async () => {
    for (let next = await reader?.read(); next && !next.done; next = await reader?.read()) take(next.value);
  };
  const ended = readOn().catch(() => undefined);
  return {
    entries,
    text: () => text,
    ended,
    status: answer.status,
    headers: answer.headers,
    close: () => stop.abort(),
  };
}
