/** Where a request came from, as the nearest proxy and the browser tell it; kept with sign-ins and limits. */
export type RequestSource = { address: string | null; agent: string | null };

/**
 * Reads address and browser of a request. Of a forwarded chain the last entry counts: the nearest proxy wrote it, while
 * a client may write whatever it likes before that.
 */
export function sourceOf(headers: Pick<Headers, "get">): RequestSource {
  const chain = (headers.get("x-forwarded-for") ?? "").split(",").map((part) => part.trim());
  return { address: chain.at(-1)?.slice(0, 64) || null, agent: headers.get("user-agent")?.slice(0, 200) ?? null };
}
