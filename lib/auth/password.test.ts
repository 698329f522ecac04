import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { AppError } from "@/lib/errors";

type Work = { end: (hash: string) => void; fail: () => void };

/** The hashes that run: the library's place is taken, so that a test decides when each of them ends. */
const { works, cores } = vi.hoisted(() => ({ works: [] as Work[], cores: { count: 8 } }));

vi.mock("@node-rs/argon2", () => ({
  hash: () => new Promise((end, fail) => works.push({ end, fail: () => fail(new Error("the hash broke")) })),
  verify: async (stored: string) => stored === "right",
}));
vi.mock("node:os", async (original) => ({
  ...(await original<typeof import("node:os")>()),
  availableParallelism: () => cores.count,
}));

/** Lets every continuation that can run do so. */
const settle = () => new Promise((done) => setImmediate(done));

/** The module with its gate as it is after a start: nothing runs, nobody waits. */
async function fresh() {
  vi.resetModules();
  works.length = 0;
  return import("./password");
}

/** Asks for so many hashes at once, and notes in which order they end and which are refused. */
async function ask(count: number, hashPassword: (password: string) => Promise<string>) {
  const ended: number[] = [];
  const refused: AppError[] = [];
  for (let i = 0; i < count; i++) {
    hashPassword(`password ${i}`).then(
      () => ended.push(i),
      (error) => refused.push(error),
    );
  }
  await settle();
  return { ended, refused };
}

beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse("2026-03-01T12:00:00Z"), toFake: ["Date"] });
  cores.count = 8;
});
afterEach(() => vi.useRealTimers());

it("hashes two passwords at once at most, and the next in the order they came (T-13)", async () => {
  const { hashPassword } = await fresh();
  const { ended } = await ask(5, hashPassword);
  expect(works).toHaveLength(2);
  for (const begun of [3, 4, 5]) {
    works[begun - 3]?.end("hash");
    await settle();
    expect(works).toHaveLength(begun);
  }
  works[3]?.end("hash");
  works[4]?.end("hash");
  await settle();
  expect(ended).toEqual([0, 1, 2, 3, 4]);
});

it("gives a free place to who waits, not to who comes at that moment", async () => {
  const { hashPassword } = await fresh();
  await ask(3, hashPassword);
  works[0]?.end("hash");
  for (let turn = 0; turn < 20; turn++) {
    void hashPassword("a newcomer");
    await Promise.resolve();
  }
  await settle();
  expect(works).toHaveLength(3);
});

it("leaves a core for pages where there are two", async () => {
  cores.count = 2;
  const { hashPassword } = await fresh();
  await ask(3, hashPassword);
  expect(works).toHaveLength(1);
});

it("refuses whoever comes while fifty wait, and says when to try again; the others still get their turn", async () => {
  const { hashPassword } = await fresh();
  const { ended, refused } = await ask(54, hashPassword);
  const tooMany = expect.objectContaining({ code: "RATE_LIMITED", params: { time: "2026-03-01T12:00:10Z" } });
  expect(refused).toEqual([tooMany, tooMany]);
  for (let i = 0; i < 52; i++) {
    works[i]?.end("hash");
    await settle();
  }
  expect(ended).toHaveLength(52);
  await ask(1, hashPassword);
  expect(works).toHaveLength(53);
});

it("counts comparisons too: while hashes fill the gate, a sign-in waits or is refused", async () => {
  const { hashPassword, verifyPassword } = await fresh();
  await ask(2, hashPassword);
  const answer = vi.fn();
  void verifyPassword("right", "a password").then(answer);
  await settle();
  expect(answer).not.toHaveBeenCalled();
  await ask(50, hashPassword);
  await expect(verifyPassword("right", "a password")).rejects.toMatchObject({ code: "RATE_LIMITED" });
});

it("a hash that breaks gives its place on", async () => {
  const { hashPassword } = await fresh();
  const { refused } = await ask(3, hashPassword);
  works[0]?.fail();
  await settle();
  expect(refused).toEqual([new Error("the hash broke")]);
  expect(works).toHaveLength(3);
});
