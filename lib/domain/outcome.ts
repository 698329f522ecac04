/** Values that fill the braces of a refusal's sentence. Instants are ISO 8601 strings in UTC, dates are `YYYY-MM-DD`. */
export type RefusalParams = Record<string, string | number>;

export type Success<T> = { ok: true; value: T };
export type Refused<R extends string> = { ok: false; refusal: R; params?: RefusalParams };

/** What the domain answers: a new state, or a named no. A fault is never an outcome, it is thrown. */
export type Outcome<T, R extends string> = Success<T> | Refused<R>;

/** Makes the expected yes, with what came of it. */
export function succeed<T>(value: T): Success<T> {
  return { ok: true, value };
}

/** Makes an expected no. `params` is left out when there is nothing to fill in, so that outcomes compare by value. */
export function refuse<R extends string>(refusal: R, params?: RefusalParams): Refused<R> {
  return params ? { ok: false, refusal, params } : { ok: false, refusal };
}

/** Tells a refused outcome from anything else a function may return. */
export function isRefusal(value: unknown): value is Refused<string> {
  return typeof value === "object" && value !== null && "ok" in value && value.ok === false && "refusal" in value;
}
