import "server-only";
import { headers } from "next/headers";
import { RedirectType, redirect } from "next/navigation";
import { getLocale } from "next-intl/server";
import type { z } from "zod";
import type { SentenceParams } from "@/lib/action-state";
import type { Outcome } from "@/lib/domain/outcome";
import type { RefusalCode } from "@/lib/domain/refusals";
import { AppError } from "@/lib/errors";
import { readableParams } from "@/lib/i18n/sentence-params";
import { type AccountContext, requireAccount, requireAdmin } from "@/lib/server/gate";
import { takePoint } from "@/lib/server/limits";
import { isSameOrigin } from "@/lib/server/origin";
import { type Action, answer, answerError, answering, invalid, valuesOf } from "./answer";
import { roleWording } from "./role-word";

type Receipt = Record<string, string | number>;
type Run<S extends z.ZodType> = (ctx: AccountContext, input: z.output<S>) => Promise<Outcome<Receipt, RefusalCode>>;

/** Where a success leads on to, in place of the form. */
type NextPath<S extends z.ZodType> = (input: z.output<S>, receipt: Receipt) => string;

/**
 * Wraps a command of a signed-in person outside any company; checks origin, session and input as company actions do.
 * `nextPath` leads on after success.
 */
export function accountAction<S extends z.ZodType>(schema: S, run: Run<S>, nextPath?: NextPath<S>): Action {
  return personalAction(requireAccount, { schema, run, nextPath });
}

/** Wraps a command of the platform admin. Everybody else, and production, get NOT_FOUND. */
export function adminAction<S extends z.ZodType>(schema: S, run: Run<S>, nextPath?: NextPath<S>): Action {
  return personalAction(requireAdmin, { schema, run, nextPath });
}

type Command<S extends z.ZodType> = { schema: S; run: Run<S>; nextPath: NextPath<S> | undefined };

function personalAction<S extends z.ZodType>(
  prove: () => Promise<AccountContext>,
  { schema, run, nextPath }: Command<S>,
): Action {
  return answering(async (given) => {
    const values = valuesOf(given) ?? {};
    let format = (params: SentenceParams) => params;
    let next: string | undefined;
    try {
      if (!isSameOrigin(await headers())) throw new AppError("FORBIDDEN");
      const ctx = await prove();
      const locale = await getLocale();
      const withRoleWord = await roleWording();
      format = (params) => readableParams(withRoleWord(params), { locale, timeZone: ctx.timeZone ?? "UTC" });
      await takePoint("actionByAccount", ctx.accountId);
      const parsed = schema.safeParse(values);
      if (!parsed.success) return invalid(parsed.error, values);
      const outcome = await run(ctx, parsed.data);
      if (!outcome.ok || !nextPath) return answer(outcome, values, format);
      next = nextPath(parsed.data, outcome.value);
    } catch (error) {
      return answerError(error, values, format);
    }
    return redirect(next, RedirectType.replace);
  });
}
