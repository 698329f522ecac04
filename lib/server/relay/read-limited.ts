const longestBytes = 1_048_576;

/** Reads a body up to 1 MB as text. */
export async function readLimited(request: Request): Promise<string | "TOO_LARGE"> {
  if (!request.body) return "";
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body as unknown as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength;
    if (size > longestBytes) return "TOO_LARGE";
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}
