import "server-only";
import { randomUUID } from "node:crypto";
import { headers } from "next/headers";
import type { z } from "zod";
import type { ActionState, SentenceParams } from "@/lib/action-state";
import type { Outcome } from "@/lib/domain/outcome";
import type { RefusalCode } from "@/lib/domain/refusals";
import { AppError, statusOfCode } from "@/lib/errors";
import { type FieldProblem, fieldProblems } from "@/lib/schemas/fields";
import { setStatus } from "@/lib/server/answer-status";
import { log } from "@/lib/server/log";

/** What a form calls. It is a public endpoint: nothing is known of what arrives. */
export type Action = (state: ActionState, form: FormData) => Promise<ActionState>;

/**
 * Makes an action of `work`, whose answer has the status of what it says: 200, or that of its code, or 500 for a fault.
 * What was known before the call is never read, since a browser sends it.
 */
export function answering(work: (given: unknown) => Promise<ActionState>): Action {
  return async (_state: unknown, given: unknown) => {
    const requestId = (await headers()).get("x-request-id");
    setStatus(requestId, 200);
    const state = await work(given);
    if (state && !state.ok) setStatus(requestId, state.kind === "fault" ? 500 : statusOfCode(state.code));
    return state;
  };
}

/** Fields that go back to the form on failure. Passwords never do. */
type Values = Record<string, string>;

/**
 * Turns a form into plain text values; files are left out, and of repeated names all but the last. NUL goes: no keyboard
 * types it, and the database takes none.
 */
export function valuesOf(given: unknown): Values | null {
  if (!(given instanceof FormData)) return null;
  const entries = [...given.entries()].filter((entry): entry is [string, string] => typeof entry[1] === "string");
  const named = entries.filter(([name]) => !name.startsWith("$ACTION"));
  return Object.fromEntries(named.map(([name, value]) => [name, value.replaceAll("\0", "")]));
}

/** Leaves out what must be typed anew: passwords, codes and keys never travel back. */
function keepable(values: Values): Values {
  return Object.fromEntries(Object.entries(values).filter(([name]) => !/password|code$|key$/i.test(name)));
}

/** Schemas name a problem by its code; a message of the library's own never leaves the server. */
function problemOf(message: string): FieldProblem {
  return fieldProblems.find((known) => known === message) ?? "NOT_VALID";
}

/** Answers input that a schema refused: per field its first problem, and what was typed but for passwords. */
export function invalid(error: z.ZodError | null, values: Values | null): ActionState {
  const fields: Record<string, FieldProblem> = {};
  for (const { path, message } of error?.issues ?? []) fields[String(path[0] ?? "")] ??= problemOf(message);
  return { ok: false, kind: "invalid", code: "INVALID_INPUT", fields, values: keepable(values ?? {}) };
}

/** Answers what only the database could tell of a field: its name and problem come as the refusal's values. */
function invalidFields(params: SentenceParams, values: Values): ActionState {
  const problems = Object.entries(params).map(([name, code]) => [name, problemOf(String(code))]);
  const fields: Record<string, FieldProblem> = Object.fromEntries(problems);
  return { ok: false, kind: "invalid", code: "INVALID_INPUT", fields, values: keepable(values) };
}

/** Answers a service's outcome: the receipt, or the refusal with the values to type no word twice. */
export function answer(
  outcome: Outcome<Record<string, string | number>, RefusalCode>,
  values: Values,
  format: (params: SentenceParams) => SentenceParams,
): ActionState {
  if (outcome.ok) return { ok: true, receipt: outcome.value };
  if (outcome.refusal === "INVALID_INPUT") return invalidFields(outcome.params ?? {}, values);
  return {
    ok: false,
    kind: "refusal",
    code: outcome.refusal,
    params: format(outcome.params ?? {}),
    values: keepable(values),
  };
}

/** Answers an error of the closed list as its sentence, and anything else as a neutral one with a reference to the log. */
export function answerError(
  error: unknown,
  values: Values,
  format: (params: SentenceParams) => SentenceParams,
): ActionState {
  if (error instanceof AppError) {
    return { ok: false, kind: "error", code: error.code, params: format(error.params), values: keepable(values) };
  }
  const reference = randomUUID().slice(0, 8);
  log().error({ err: error, reference }, "An action failed");
  return {
    ok: false,
    kind: "fault",
    code: "UNAVAILABLE",
    params: { id: reference },
    values: keepable(values),
    reference,
  };
}
