/** Everything that can stop a request besides invalid input, a refusal and a bug. */
export const appErrorCodes = [
  "UNAUTHENTICATED",
  "SIGN_IN_AGAIN",
  "FORBIDDEN",
  "NOT_FOUND",
  "CONFLICT",
  "STILL_RUNNING",
  "DUPLICATE_SUBMIT",
  "RATE_LIMITED",
  "UNAVAILABLE",
] as const;

export type AppErrorCode = (typeof appErrorCodes)[number];

/** Values for the sentence of an error: names and ISO instants, never text of an exception. */
export type AppErrorParams = Record<string, string | number>;

/** Stops a request for one of the closed list of reasons. Its message is for logs only. */
export class AppError extends Error {
  override readonly name = "AppError";

  constructor(
    readonly code: AppErrorCode,
    readonly params: AppErrorParams = {},
  ) {
    super(code);
  }
}

/** Answers whether `error` is an {@link AppError}, of the given code if one is given. */
export function isAppError(error: unknown, code?: AppErrorCode): error is AppError {
  return error instanceof AppError && (code === undefined || error.code === code);
}

/** The status of each reason; every refusal of a rule is 409 (PRODUCT, section 4.9). */
const statuses: Record<AppErrorCode | "INVALID_INPUT", number> = {
  UNAUTHENTICATED: 401,
  SIGN_IN_AGAIN: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  CONFLICT: 409,
  STILL_RUNNING: 409,
  INVALID_INPUT: 422,
  DUPLICATE_SUBMIT: 422,
  RATE_LIMITED: 429,
  UNAVAILABLE: 503,
};

/** Returns the status that an answer with `code` has, in a form as over the API. */
export function statusOfCode(code: string): number {
  return Object.hasOwn(statuses, code) ? statuses[code as keyof typeof statuses] : 409;
}
