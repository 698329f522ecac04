import { describe, expect, test } from "vitest";
import { toBody, writeCsv } from "./csv-write";

async function csvOf(...rows: { name: string; note: string | number }[]): Promise<string> {
  async function* given() {
    yield* rows;
  }
  let text = "";
  for await (const piece of writeCsv({ columns: ["name", "note"], rows: given() })) text += piece;
  return text;
}

const lineOf = async (note: string) => (await csvOf({ name: "a", note })).split("\r\n")[1];

describe("CSV", () => {
  test("begins with a mark and the keys, also where nothing matches", async () => {
    expect(await csvOf()).toBe("\uFEFFname,note\r\n");
  });

  test.each(["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "＝1", "＋1", "－1", "＠1"])("defuses %j", async (note) => {
    const line = await lineOf(note);
    expect(line?.replace(/^a,"?/, "")[0]).toBe("'");
    expect(line).toContain(note);
  });

  test("defuses a carriage return in front", async () => {
    expect(await csvOf({ name: "a", note: "\r=1" })).toContain(`a,"'\r=1"`);
  });

  test("leaves a negative number the number it is", async () => {
    expect(await csvOf({ name: "a", note: -700 })).toContain("a,-700\r\n");
  });

  test("quotes separators, quotes and line ends, and leaves plain text alone", async () => {
    expect(await lineOf('one, "two"')).toBe('a,"one, ""two"""');
    expect(await csvOf({ name: "a", note: "one\ntwo" })).toContain('a,"one\ntwo"\r\n');
    expect(await lineOf("Київ 1=1")).toBe("a,Київ 1=1");
  });

  test("writes many rows in pieces, none lost", async () => {
    const rows = Array.from({ length: 1_001 }, (_, index) => ({ name: String(index), note: "x" }));
    expect((await csvOf(...rows)).trimEnd().split("\r\n")).toHaveLength(1_002);
  });

  test("is made no further than its reader has read, and no more of it once the reader has left", async () => {
    let made = 0;
    let isOver = false;
    async function* endless() {
      try {
        while (true) yield { name: String(made++), note: "x" };
      } finally {
        isOver = true;
      }
    }
    const reader = toBody(writeCsv({ columns: ["name", "note"], rows: endless() })).getReader();
    for (let piece = 0; piece < 4; piece++) await reader.read();
    // Four pieces are the head and three times 200 lines; one more may lie ready.
    expect(made).toBeLessThanOrEqual(1_000);
    await reader.cancel();
    expect(isOver).toBe(true);
  });
});
