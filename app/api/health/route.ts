import { readHealth } from "@/lib/server/queries/health";

export const dynamic = "force-dynamic";

/** 200 only when database, migrations and worker are well; else 503, saying which part is not. */
export async function GET(): Promise<Response> {
  const health = await readHealth();
  const isWell = health.database && health.migrations && health.worker;
  return Response.json({ status: isWell ? "ok" : "unwell", ...health }, { status: isWell ? 200 : 503 });
}
