import { createHash } from "node:crypto";
import { Prisma } from "@/prisma/generated/client";

const mark = "/* kept */";

/**
 * Begins a raw statement that runs with every request, or with every command on a hub's package, and always has the same
 * text: each connection keeps it prepared with its plan, since planning it anew takes the database longer than answering
 * it. Not for statements whose text varies; a connection would keep them all.
 */
export const kept = Prisma.sql`/* kept */`;

const names = new Map<string, string>();

/** Names what the database keeps prepared: equal texts alike, and an empty name for everything that is not {@link kept}. */
export function nameStatement({ sql }: { sql: string }): string {
  if (!sql.trimStart().startsWith(mark)) return "";
  const known = names.get(sql);
  if (known) return known;

  const name = `kept_${createHash("sha256").update(sql).digest("hex").slice(0, 32)}`;
  names.set(sql, name);
  return name;
}
