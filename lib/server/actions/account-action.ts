import "server-only";
import { headers } from "next/headers";
import { getLocale } from "next-intl/server";
import type { z } from "zod";
import type { ActionState, SentenceParams } from "@/lib/action-state";
import type { Outcome } from "@/lib/domain/outcome";
import type { RefusalCode } from "@/lib/domain/refusals";
import { AppError } from "@/lib/errors";
import { readableParams } from "@/lib/i18n/sentence-params";
import { type AccountContext, requireAccount, requireAdmin } from "@/lib/server/gate";
import { takePoint } from "@/lib/server/limits";
import { isSameOrigin } from "@/lib/server/origin";
import { answer, answerError, invalid, valuesOf } from "./answer";

type Receipt = Record<string, string | number>;
type Run<S extends z.ZodType> = (ctx: AccountContext, input: z.output<S>) => Promise<Outcome<Receipt, RefusalCode>>;
type Action = (state: ActionState, form: FormData) => Promise<ActionState>;

/** Wraps a command of a signed-in person outside any company; checks origin, session and input as company actions do. */
export function accountAction<S extends z.ZodType>(schema: S, run: Run<S>): Action {
  return personalAction(requireAccount, schema, run);
}

/** Wraps a command of the platform admin. Everybody else, and production, get NOT_FOUND. */
export function adminAction<S extends z.ZodType>(schema: S, run: Run<S>): Action {
  return personalAction(requireAdmin, schema, run);
}

function personalAction<S extends z.ZodType>(prove: () => Promise<AccountContext>, schema: S, run: Run<S>): Action {
  return async (_state: unknown, given: unknown) => {
    const values = valuesOf(given) ?? {};
    let format = (params: SentenceParams) => params;
    try {
      if (!isSameOrigin(await headers())) throw new AppError("FORBIDDEN");
      const ctx = await prove();
      const locale = await getLocale();
      format = (params) => readableParams(params, { locale, timeZone: ctx.timeZone ?? "UTC" });
      await takePoint("actionByAccount", ctx.accountId);
      const parsed = schema.safeParse(values);
      if (!parsed.success) return invalid(parsed.error, values);
      return answer(await run(ctx, parsed.data), values, format);
    } catch (error) {
      return answerError(error, values, format);
    }
  };
}
