import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";

const kbPerMb = 1_024;

/** Reads the memory a process has in RAM now, in MB. */
export function readMb(pid: number): number {
  const status = `/proc/${pid}/status`;
  const text = existsSync(status)
    ? /VmRSS:\s+(\d+)/.exec(readFileSync(status, "utf8"))?.[1]
    : spawnSync("ps", ["-o", "rss=", "-p", String(pid)], { encoding: "utf8" }).stdout;
  return Number(text ?? 0) / kbPerMb;
}
