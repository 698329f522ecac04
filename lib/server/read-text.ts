const longestBytes = 1_048_576;

export type Unreadable = { wrong: "TOO_LARGE" | "NOT_UTF8" };

/** Reads a body of a program's request as text: up to 1 MB, and no byte that UTF-8 does not know. Empty without one. */
export async function readText(request: Request): Promise<string | Unreadable> {
  if (!request.body) return "";
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body as unknown as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength;
    if (size > longestBytes) return { wrong: "TOO_LARGE" };
    chunks.push(chunk);
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(Buffer.concat(chunks));
  } catch {
    return { wrong: "NOT_UTF8" };
  }
}
