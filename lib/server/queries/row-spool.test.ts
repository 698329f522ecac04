import { randomBytes } from "node:crypto";
import { mkdtemp, readdir, rmdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { afterEach, expect, test, vi } from "vitest";
import { openSpool, type RowSpool } from "./row-spool";

afterEach(() => {
  vi.unstubAllEnvs();
});

async function takeAll<Row>(spool: RowSpool<Row>): Promise<Row[]> {
  const all: Row[] = [];
  for (let rows = await spool.take(); rows; rows = await spool.take()) all.push(...rows);
  return all;
}

test("a spool hands its rows out in their order, each made what it was", async () => {
  const spool = await openSpool<{ at: Date; name: string }>(({ at, name }) => ({ at: new Date(at), name }));
  const rows = Array.from({ length: 5 }, (_, index) => ({ at: new Date(index), name: `Їжак ${index} شركة` }));
  await spool.put(rows.slice(0, 2));
  await spool.put(rows.slice(2));
  expect(await takeAll(spool)).toEqual(rows);
  expect(await spool.take()).toBeNull();
  await spool.close();
});

test("a spool that was cleared holds what came after alone", async () => {
  const spool = await openSpool<number>((row) => row);
  await spool.put([1, 2]);
  await spool.put([3]);
  await spool.take();
  await spool.clear();
  await spool.put([4]);
  expect(await takeAll(spool)).toEqual([4]);
  await spool.close();
});

test("a spool's file has no name while it is open, and nothing is to be had of it once it is closed", async () => {
  const folder = await mkdtemp(join(tmpdir(), "spool-test-"));
  vi.stubEnv("TMPDIR", folder);
  const spool = await openSpool<number>((row) => row);
  await spool.put([1]);
  expect(await readdir(folder)).toEqual([]);
  await rmdir(folder);
  await spool.close();
  await expect(spool.take()).rejects.toThrow();
});

test("a spool takes no more memory, however much was put", async () => {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  const taken = () => {
    // What the first finds is let go beside the program's work, and surely before the second begins.
    collect();
    collect();
    const { heapUsed, external } = process.memoryUsage();
    return heapUsed + external;
  };
  const spool = await openSpool<string>((row) => row);
  const before = taken();
  // Forty megabytes of noise, which does not get much smaller by being packed.
  for (let piece = 0; piece < 60; piece++) await spool.put([randomBytes(500_000).toString("base64")]);
  expect(taken() - before).toBeLessThan(15_000_000);
  expect(await takeAll(spool)).toHaveLength(60);
  await spool.close();
});
