import { spawn } from "node:child_process";
import { join } from "node:path";
import { buffer, text } from "node:stream/consumers";
import type { StatementDocument } from "./statement-document";

/** Two thousand lines take seven seconds of computing. */
const longestMs = 60_000;

/** One document at a time: each takes up to 540 MB while it is laid out. */
let last: Promise<unknown> = Promise.resolve();

/**
 * Makes a statement's PDF, one after the other, each in a process of its own: laying out pages would hold up everybody
 * else's requests. Throws when it does not end well within a minute.
 */
export function makeStatementPdf(document: StatementDocument): Promise<Buffer> {
  const made = last.then(() => run(document));
  last = made.catch(() => undefined);
  return made;
}

async function run(document: StatementDocument): Promise<Buffer> {
  // It needs nothing of this process's environment, secrets least of all.
  const child = spawn(process.execPath, [join(process.cwd(), ".build/commands/statement-pdf.js")], {
    env: { NODE_ENV: "production" },
    stdio: ["pipe", "pipe", "pipe"],
    timeout: longestMs,
  });
  const ended = new Promise<number | null>((done, fail) => {
    child.once("error", fail);
    child.once("close", done);
  });
  child.stdin.on("error", () => undefined);
  child.stdin.end(JSON.stringify(document));
  const [pdf, said, code] = await Promise.all([buffer(child.stdout), text(child.stderr), ended]);
  if (code !== 0) throw new Error(`The statement's document could not be made: ${said.slice(0, 2_000)}`);
  return pdf;
}
