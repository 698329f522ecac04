import "server-only";
import { headers } from "next/headers";
import { getLocale } from "next-intl/server";
import type { z } from "zod";
import type { ActionState, SentenceParams } from "@/lib/action-state";
import type { Outcome } from "@/lib/domain/outcome";
import type { Permission } from "@/lib/domain/permissions";
import { AppError } from "@/lib/errors";
import { readableParams } from "@/lib/i18n/sentence-params";
import type { CompanyContext } from "@/lib/server/context";
import { requireActor } from "@/lib/server/gate";
import { commandOf } from "@/lib/server/idempotency";
import { takePoint } from "@/lib/server/limits";
import { isSameOrigin } from "@/lib/server/origin";
import { answer, answerError, invalid, valuesOf } from "./answer";

type Addressed = { companySlug: string; submissionId: string };
type Receipt = Record<string, string | number>;

/**
 * Wraps a command of one company as a form's action, a public endpoint like any other.
 *
 * Checks the origin, proves the person in the company the form was drawn for, limits the rate, parses `unknown`
 * strictly, runs the command under the form's submission id, and answers plain data. A stranger's origin is FORBIDDEN;
 * whatever else goes wrong becomes a sentence, never a stack.
 */
export function companyAction<S extends z.ZodType<Addressed>>(
  permission: Permission,
  schema: S,
  run: (ctx: CompanyContext, input: z.output<S>) => Promise<Outcome<Receipt, string>>,
): (state: ActionState, form: FormData) => Promise<ActionState> {
  return async (_state: unknown, given: unknown) => {
    const values = valuesOf(given) ?? {};
    let format = (params: SentenceParams) => params;
    try {
      if (!isSameOrigin(await headers())) throw new AppError("FORBIDDEN");
      const ctx = await requireActor(values.companySlug ?? "", permission);
      const locale = await getLocale();
      format = (params) => readableParams(params, { locale, timeZone: ctx.timeZone });
      await takePoint("actionByAccount", ctx.account.id);
      const parsed = schema.safeParse(values);
      if (!parsed.success) return invalid(parsed.error, values);

      const command = commandOf(parsed.data.submissionId, parsed.data);
      return answer(await run({ ...ctx, command }, parsed.data), values, format);
    } catch (error) {
      return answerError(error, values, format);
    }
  };
}
