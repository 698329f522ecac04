import "server-only";
import { headers } from "next/headers";
import { RedirectType, redirect } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import type { z } from "zod";
import type { ActionState, SentenceParams } from "@/lib/action-state";
import type { Outcome } from "@/lib/domain/outcome";
import type { Permission } from "@/lib/domain/permissions";
import type { RefusalCode } from "@/lib/domain/refusals";
import { AppError } from "@/lib/errors";
import { readableParams } from "@/lib/i18n/sentence-params";
import type { CompanyContext } from "@/lib/server/context";
import { requireActor } from "@/lib/server/gate";
import { commandOf } from "@/lib/server/idempotency";
import { takePoint } from "@/lib/server/limits";
import { isSameOrigin } from "@/lib/server/origin";
import { answer, answerError, invalid, valuesOf } from "./answer";
import { roleWording } from "./role-word";

type Addressed = { companySlug: string; submissionId: string };
type Receipt = Record<string, string | number>;

/**
 * Wraps a command of one company as a form's action, a public endpoint like any other.
 *
 * Checks the origin, proves the person in the company the form was drawn for, limits the rate, parses `unknown`
 * strictly, runs the command under the form's submission id, and answers plain data. A stranger's origin is FORBIDDEN;
 * whatever else goes wrong becomes a sentence, never a stack. `nextPath` leads on after success, in place of the form.
 */
export function companyAction<S extends z.ZodType<Addressed>>(
  permission: Permission,
  schema: S,
  run: (ctx: CompanyContext, input: z.output<S>) => Promise<Outcome<Receipt, RefusalCode>>,
  nextPath?: (input: z.output<S>, receipt: Receipt) => string,
): (state: ActionState, form: FormData) => Promise<ActionState> {
  return async (_state: unknown, given: unknown) => {
    const values = valuesOf(given) ?? {};
    let format = (params: SentenceParams) => params;
    let next: string | undefined;
    try {
      if (!isSameOrigin(await headers())) throw new AppError("FORBIDDEN");
      const ctx = await requireActor(values.companySlug ?? "", permission);
      const locale = await getLocale();
      const history = await getTranslations("history.actions");
      const withRoleWord = await roleWording();
      const inWords = (params: SentenceParams) => withRoleWord(withActWord(params, history));
      format = (params) => readableParams(inWords(params), { locale, timeZone: ctx.timeZone });
      await takePoint("actionByAccount", ctx.account.id);
      const parsed = schema.safeParse(values);
      if (!parsed.success) return invalid(parsed.error, values);

      const command = commandOf(parsed.data.submissionId, parsed.data);
      const outcome = await run({ ...ctx, command }, parsed.data);
      if (!outcome.ok || !nextPath) return answer(outcome, values, format);
      next = nextPath(parsed.data, outcome.value);
    } catch (error) {
      return answerError(error, values, format);
    }
    return redirect(next, RedirectType.replace);
  };
}

/** Puts the act that was faster, which CONFLICT names by its code, into the reader's language. */
function withActWord(params: SentenceParams, history: Awaited<ReturnType<typeof getTranslations>>): SentenceParams {
  if (typeof params.did !== "string") return params;
  const key = params.did.replace(".", "_");
  return { ...params, did: history(history.has(key) ? key : "other") };
}
