export const dynamic = "force-dynamic";

/** What a route handler costs that does nothing; the hub cloud's reads are compared with it. Bench alone. */
export function GET(): Response {
  return Response.json({ hubs: [] }, { headers: { "cache-control": "no-store" } });
}
