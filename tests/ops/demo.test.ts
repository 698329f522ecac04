import { spawn } from "node:child_process";
import { randomInt } from "node:crypto";
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, inject, it } from "vitest";
import { isPortFree } from "@/lib/ops/free-port";
import { claimDataFolder } from "@/lib/ops/instance-lock";
import { createEmptyDatabase } from "@/tests/database";

type Ending = { code: number | null; output: string };

const cleanups: (() => unknown)[] = [];

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "demo-"));
  cleanups.push(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Starts a command with data of its own. It has ended once all that it started is gone. */
function startDemo(command: string, args: string[], variables: Record<string, string>) {
  const child = spawn(command, args, {
    env: {
      NODE_ENV: "production",
      PATH: "/usr/local/bin:/usr/bin:/bin",
      PORTAL_DATA_DIR: temporaryFolder(),
      ...variables,
    },
  });
  cleanups.push(() => child.kill());
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk) => {
      output += chunk;
    });
  }
  const ended = new Promise<Ending>((resolve) => {
    child.on("close", (code) => resolve({ code, output }));
  });
  return { child, ended };
}

/** Runs `npm run demo` to its end. */
function runDemo(args: string[], variables: Record<string, string>): Promise<Ending> {
  return startDemo(process.execPath, ["lib/ops/demo.mjs", ...args], variables).ended;
}

function listen(): Promise<{ server: Server; port: number }> {
  const server = createServer();
  cleanups.push(() => server.close());
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      resolve({ server, port: typeof address === "object" && address ? address.port : 0 });
    });
  });
}

/** A port that stays free: it lies below those that the system gives to whoever asks for any, as other tests do meanwhile. */
async function freePort(): Promise<string> {
  const port = randomInt(20_000, 30_000);
  return (await isPortFree(port)) ? String(port) : freePort();
}

afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

/** Makes the first Node take itself for another one, as the one of a new user mostly is. */
const otherNode = `data:text/javascript,${encodeURIComponent('Object.defineProperty(process, "version", { value: "v20.0.0" })')}`;

describe("npm run demo", () => {
  it("ends with whatever started it, also where it went on with another Node", async () => {
    const { server, port } = await listen();
    const asked = new Promise((resolve) => server.once("connection", resolve));
    const command = `"${process.execPath}" --import '${otherNode}' lib/ops/demo.mjs; true`;
    const { child: shell, ended } = startDemo("sh", ["-c", command], {
      PORT: await freePort(),
      DATABASE_URL: `postgres://me:secret@127.0.0.1:${port}/portal`,
    });
    await asked;
    shell.kill("SIGKILL");
    expect((await ended).output.trim()).toBe("Stopping …");
  });
});

describe("npm run demo says in one sentence, before it builds,", () => {
  it("that the port is taken", async () => {
    const { port } = await listen();
    const { code, output } = await runDemo([], { PORT: String(port) });
    expect(output.trim()).toBe(`Port ${port} is taken: choose another one, as in PORT=${port + 1} npm run demo.`);
    expect(code).toBe(1);
  });

  it("that the database is not there", async () => {
    const closed = await freePort();
    const url = `postgres://me:topsecret@127.0.0.1:${closed}/portal`;
    const { code, output } = await runDemo([], { PORT: await freePort(), DATABASE_URL: url });
    expect(output).toContain(`(DATABASE_URL: portal on 127.0.0.1:${closed} as me): nothing listens there;`);
    expect(output).not.toContain("topsecret");
    expect(output.trim().split("\n")).toHaveLength(1);
    expect(code).toBe(1);
  });

  it("that the password is wrong", async () => {
    const url = new URL(inject("testServer")?.superuserUrl ?? "");
    url.password = "wrong";
    const { code, output } = await runDemo([], { PORT: await freePort(), DATABASE_URL: url.href });
    expect(output).toContain("the password is wrong; correct user and password.");
    expect(code).toBe(1);
  });

  it("that the database's user may not enter the folder", async () => {
    const open = temporaryFolder();
    chmodSync(open, 0o755);
    const closed = join(open, "closed");
    mkdirSync(join(closed, "data"), { recursive: true });
    chmodSync(closed, process.getuid?.() === 0 ? 0o700 : 0o000);
    cleanups.push(() => chmodSync(closed, 0o700));
    const { code, output } = await runDemo([], { PORT: await freePort(), PORTAL_DATA_DIR: join(closed, "data") });
    expect(output).toContain(closed);
    expect(output).toContain("PORTAL_DATA_DIR=/var/tmp/portal-data npm run demo");
    expect(output.trim().split("\n")).toHaveLength(1);
    expect(code).toBe(1);
  });

  it("that it already runs from this folder", async () => {
    const folder = temporaryFolder();
    const release = await claimDataFolder(folder, "http://127.0.0.1:4321");
    cleanups.push(release);
    const { code, output } = await runDemo([], { PORT: await freePort(), PORTAL_DATA_DIR: folder });
    expect(output.trim()).toBe(
      "It already runs from this folder, at http://127.0.0.1:4321: use that one, or stop it with Ctrl-C first.",
    );
    expect(code).toBe(1);
  });

  it("that --fresh would empty a database that is not its own", async () => {
    const { ownerUrl, drop } = await createEmptyDatabase();
    cleanups.push(drop);
    const { code, output } = await runDemo(["--fresh"], { PORT: await freePort(), DATABASE_URL: ownerUrl });
    expect(output).toMatch(/^--fresh would delete all that is in test_\w+ on [\d.:]+: add --yes if that is meant\.$/m);
    expect(code).toBe(1);
  });

  it.each([
    [["--frsh"], {}, "--frsh is no option of the demo; it knows --fresh and --yes."],
    [[], { PORT: "abc" }, "PORT must be a number from 1 to 65535, not abc: PORT=3001 npm run demo."],
    [[], { DATABASE_URL: "somewhere" }, "DATABASE_URL must look like postgres://user:password@host:5432/database."],
    [["nothing"], {}, "There is no command named nothing; README.md lists them."],
  ])("that %j with %j is wrong", async (args, variables, sentence) => {
    const { code, output } = await runDemo(args, { PORT: await freePort(), ...variables });
    expect(output.trim().split("\n").at(-1)).toBe(sentence);
    expect(code).toBe(1);
  });
});
