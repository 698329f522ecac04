import { randomUUID } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { connect, createServer, type Server } from "node:net";
import { join } from "node:path";
import { z } from "zod";
import { Problem } from "./command";

const runningSchema = z.object({ token: z.string(), lockPort: z.number(), url: z.string() });

const answerTimeoutMs = 1_000;

/** Asks the port whether the owner of `token` still holds it; a process number could long be a stranger's. */
function isHeld(port: number, token: string): Promise<boolean> {
  return new Promise((resolve) => {
    let answer = "";
    const socket = connect(port, "127.0.0.1");
    socket.setTimeout(answerTimeoutMs, () => socket.destroy());
    socket.on("data", (chunk) => {
      answer += chunk;
    });
    socket.on("error", () => undefined);
    socket.on("close", () => resolve(answer === token));
  });
}

function listen(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      resolve(typeof address === "object" && address ? address.port : 0);
    });
  });
}

/** Returns the address of the portal that runs from this data folder, or null. */
export async function findRunningPortal(dataDir: string): Promise<string | null> {
  const file = join(dataDir, "running.json");
  if (!existsSync(file)) return null;
  const parsed = runningSchema.safeParse(JSON.parse(readFileSync(file, "utf8")));
  if (!parsed.success) return null;
  return (await isHeld(parsed.data.lockPort, parsed.data.token)) ? parsed.data.url : null;
}

/**
 * Claims a data folder for this process until the returned function is called or the process ends, however it ends.
 * Throws a Problem when another process holds it.
 */
export async function claimDataFolder(dataDir: string, url: string): Promise<() => void> {
  const running = await findRunningPortal(dataDir);
  if (running !== null) {
    throw new Problem(`It already runs from this folder, at ${running}: use that one, or stop it with Ctrl-C first.`);
  }

  const token = randomUUID();
  const server = createServer((socket) => {
    socket.on("error", () => undefined);
    socket.end(token);
  });
  const lockPort = await listen(server);
  server.unref();
  const file = join(dataDir, "running.json");
  mkdirSync(dataDir, { recursive: true });
  writeFileSync(file, JSON.stringify({ token, lockPort, url }), { mode: 0o600 });
  return () => {
    server.close();
    rmSync(file, { force: true });
  };
}
