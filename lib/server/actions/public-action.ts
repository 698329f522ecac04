import "server-only";
import { headers } from "next/headers";
import { RedirectType, redirect } from "next/navigation";
import { getLocale } from "next-intl/server";
import type { z } from "zod";
import type { SentenceParams } from "@/lib/action-state";
import { type RequestSource, sourceOf } from "@/lib/auth/request-source";
import type { Outcome } from "@/lib/domain/outcome";
import type { RefusalCode } from "@/lib/domain/refusals";
import { AppError } from "@/lib/errors";
import { readableParams } from "@/lib/i18n/sentence-params";
import { type Bucket, takePoint } from "@/lib/server/limits";
import { isSameOrigin } from "@/lib/server/origin";
import { type Action, answer, answerError, answering, invalid, valuesOf } from "./answer";

type Receipt = Record<string, string | number>;

/** What is known of somebody who has not signed in. `locale` is the language of the page. */
export type Visitor = RequestSource & { locale: string };

/**
 * Wraps a command that needs no session as a form's action: checks the origin, takes a point from `bucket` for the
 * request's address, parses `unknown` strictly and answers plain data. `nextPath` leads on after success.
 */
export function publicAction<S extends z.ZodType>(
  bucket: Bucket,
  schema: S,
  run: (visitor: Visitor, input: z.output<S>) => Promise<Outcome<Receipt, RefusalCode>>,
  nextPath?: (input: z.output<S>) => string,
): Action {
  return answering(async (given) => {
    const values = valuesOf(given) ?? {};
    const locale = await getLocale();
    const format = (params: SentenceParams) => readableParams(params, { locale, timeZone: "UTC" });
    let next: string | undefined;
    try {
      const head = await headers();
      if (!isSameOrigin(head)) throw new AppError("FORBIDDEN");
      const visitor = { ...sourceOf(head), locale };
      await takePoint(bucket, visitor.address ?? "unknown");
      const parsed = schema.safeParse(values);
      if (!parsed.success) return invalid(parsed.error, values);
      const outcome = await run(visitor, parsed.data);
      if (!outcome.ok || !nextPath) return answer(outcome, values, format);
      next = nextPath(parsed.data);
    } catch (error) {
      return answerError(error, values, format);
    }
    return redirect(next, RedirectType.push);
  });
}
