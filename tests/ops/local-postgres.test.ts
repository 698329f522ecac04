import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { afterEach, describe, expect, it } from "vitest";
import { type LocalPostgres, localUrl, startLocalPostgres } from "@/lib/ops/local-postgres";

const superuserPassword = "a long enough word";
const running: LocalPostgres[] = [];
const folders: string[] = [];

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "postgres-"));
  folders.push(folder);
  return folder;
}

async function start(folder: string, isFresh = false): Promise<LocalPostgres> {
  const server = await startLocalPostgres({ folder, superuserPassword, isDurable: false, isFresh });
  running.push(server);
  return server;
}

async function ask<Row extends object>(server: LocalPostgres, sql: string): Promise<Row[]> {
  const client = new Client({
    connectionString: localUrl(server.port, "postgres", { name: "postgres", password: superuserPassword }),
  });
  client.on("error", () => undefined);
  await client.connect();
  try {
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end();
  }
}

afterEach(async () => {
  for (const server of running.splice(0)) await server.stop();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

describe("the local server", () => {
  it("keeps data and port between starts, and forgets the data when fresh", async () => {
    const folder = temporaryFolder();
    const first = await start(folder);
    await ask(first, "create table kept (id int)");
    await first.stop();

    const second = await start(folder);
    expect(second.port).toBe(first.port);
    expect(await ask(second, "select count(*)::int from kept")).toEqual([{ count: 0 }]);
    await second.stop();
    expect(await ask(await start(folder, true), "select to_regclass('kept') as kept")).toEqual([{ kept: null }]);
  });

  it("runs beside another one", async () => {
    const [one, two] = [await start(temporaryFolder()), await start(temporaryFolder())];
    expect(one.port).not.toBe(two.port);
    expect(await ask(two, "select 1 as one")).toEqual([{ one: 1 }]);
  });

  it("takes over from a server that a killed start left running", async () => {
    const folder = temporaryFolder();
    const left = await start(folder);
    await ask(left, "create table kept (id int)");
    const next = await start(folder);
    await left.exited;
    expect(await ask(next, "select count(*)::int from kept")).toEqual([{ count: 0 }]);
  });

  it("is not stopped by a lock file whose number belongs to a stranger by now", async () => {
    const folder = temporaryFolder();
    await (await start(folder)).stop();
    writeFileSync(join(folder, "cluster", "postmaster.pid"), `${process.pid}\n${join(folder, "cluster")}\n`);
    expect(await ask(await start(folder), "select 1 as one")).toEqual([{ one: 1 }]);
  });

  it("listens on this machine alone, and speaks UTF-8 in any language", async () => {
    const server = await start(temporaryFolder());
    const [settings] = await ask(
      server,
      "select current_setting('listen_addresses') as address, current_setting('server_encoding') as encoding, lower('КИЇВ') as city",
    );
    expect(settings).toEqual({ address: "127.0.0.1", encoding: "UTF8", city: "київ" });
  });

  it("says why it does not start", async () => {
    const folder = temporaryFolder();
    await (await start(folder)).stop();
    writeFileSync(join(folder, "cluster", "PG_VERSION"), "14\n");
    await expect(start(folder)).rejects.toThrow(/was made by PostgreSQL 14: start over with --fresh\./);
    writeFileSync(join(folder, "cluster", "PG_VERSION"), "18\n");
    writeFileSync(join(folder, "cluster", "postgresql.conf"), "no_such_setting = on\n");
    await expect(start(folder)).rejects.toThrow(/no_such_setting[\s\S]*The database did not start/);
    expect(readFileSync(join(folder, "server.log"), "utf8")).toContain("no_such_setting");
  });
});
