/** What programs read of one use of the simulator, in one line. Null, and no, where it does not apply. */
export type SimLine = {
  ok: boolean;
  /** As it was written; null where none was. */
  verb: string | null;
  hubId: string | null;
  deviceId: string | null;
  changed: boolean;
  reported: boolean;
  reason: string | null;
  eventId: string | null;
};

/**
 * What came of a verb: the line for programs, with what only this verb has to say, and the text for people. A no says
 * that text to programs too.
 */
export type SimAnswer = { line: SimLine & Record<string, unknown>; text: string };

const blank: SimLine = {
  ok: false,
  verb: null,
  hubId: null,
  deviceId: null,
  changed: false,
  reported: false,
  reason: null,
  eventId: null,
};

/** Fills in what a verb has nothing to say of, in the order of the contract. */
export function toSimLine<T extends Partial<SimLine> & Pick<SimLine, "ok" | "verb">>(known: T): SimLine & T {
  return { ...blank, ...known };
}

/** The answer to a command that makes no sense; `sentence` says why. */
export function toWrongUsage(verb: string | null, sentence: string): SimAnswer {
  return { line: toSimLine({ ok: false, verb, reason: "wrong-usage" }), text: sentence };
}

/** Writes an answer as it was asked for. */
export function writeAnswer(
  { line, text }: SimAnswer,
  isJson: boolean,
  stream: NodeJS.WritableStream = process.stdout,
): void {
  if (isJson) process.stdout.write(`${JSON.stringify(line.ok ? line : { ...line, text })}\n`);
  else stream.write(`${text}\n`);
}
