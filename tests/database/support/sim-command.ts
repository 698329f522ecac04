import { expect, vi } from "vitest";
import { main } from "@/lib/ops/sim";

type Ended = { code: number; line: Record<string, unknown> };

/** What every line for programs holds, whatever the verb. Source: INTEGRATION 14. */
const contract = {
  ok: expect.any(Boolean),
  changed: expect.any(Boolean),
  reported: expect.any(Boolean),
  ...Object.fromEntries(
    ["verb", "hubId", "deviceId", "reason", "eventId"].map((key) => [key, expect.toSatisfy(isWord)]),
  ),
};

const fields = ["ok", "verb", "hubId", "deviceId", "changed", "reported", "reason", "eventId"];

function isWord(value: unknown): boolean {
  return value === null || typeof value === "string";
}

/**
 * Listens to what commands print until mocks are restored, and runs them: `sim` with `--json`, whose line has to be the only
 * one and to hold what is promised; `say` without, for what people read.
 */
export function simCommand() {
  const output = { out: "", wrong: "" };
  vi.spyOn(process.stdout, "write").mockImplementation((text) => {
    output.out += String(text);
    return true;
  });
  vi.spyOn(process.stderr, "write").mockImplementation((text) => {
    output.wrong += String(text);
    return true;
  });
  const run = async (args: string[], patienceMs?: number) => {
    Object.assign(output, { out: "", wrong: "" });
    return main({ args, ...(patienceMs === undefined ? {} : { patienceMs }) });
  };
  const sim = async (args: string[], patienceMs?: number): Promise<Ended> => {
    const code = await run([...args, "--json"], patienceMs);
    const [text = "", ...more] = output.out.split("\n");
    expect(more).toEqual([""]);
    const line = JSON.parse(text);
    expect(line).toMatchObject({ ...contract, ok: code === 0 });
    expect(Object.keys(line).slice(0, fields.length)).toEqual(fields);
    expect(output.wrong).toBe("");
    if (code > 0) expect(line).toMatchObject({ reason: expect.any(String), text: expect.stringMatching(/\S/) });
    if (code === 2) expect(line.reason).toBe("wrong-usage");
    return { code, line };
  };
  const say = async (...args: string[]) => ({ code: await run(args), ...output });
  return { sim, say };
}
