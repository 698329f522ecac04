/** What a bundled command receives from `demo.mjs`: its arguments, and the environment it may hand to its children. */
export type CommandContext = { args: string[]; environment: NodeJS.ProcessEnv };

/** Something the person at the keyboard can mend: shown as its sentence, without a stack. */
export class Problem extends Error {
  override name = "Problem";
}

/** Writes one line of progress to the error stream, so that the output proper stays clean. */
export function say(line: string): void {
  process.stderr.write(`${line}\n`);
}
