import "server-only";
import { headers } from "next/headers";
import { RedirectType, redirect } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import type { z } from "zod";
import type { SentenceParams } from "@/lib/action-state";
import type { Outcome } from "@/lib/domain/outcome";
import type { Permission } from "@/lib/domain/permissions";
import type { RefusalCode } from "@/lib/domain/refusals";
import { AppError } from "@/lib/errors";
import { readableParams, wordStates } from "@/lib/i18n/sentence-params";
import type { CompanyContext } from "@/lib/server/context";
import { requireActor, requireResellerActor } from "@/lib/server/gate";
import { commandOf } from "@/lib/server/idempotency";
import { takePoint } from "@/lib/server/limits";
import { isSameOrigin } from "@/lib/server/origin";
import { type Action, answer, answerError, answering, invalid, valuesOf } from "./answer";
import { roleWording } from "./role-word";

type Addressed = { companySlug: string; submissionId: string };
type Receipt = Record<string, string | number>;
type Run<S extends z.ZodType> = (ctx: CompanyContext, input: z.output<S>) => Promise<Outcome<Receipt, RefusalCode>>;

/** Where a success leads on to, in place of the form. */
type NextPath<S extends z.ZodType> = (input: z.output<S>, receipt: Receipt) => string;

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
  run: Run<S>,
  nextPath?: NextPath<S>,
): Action {
  return actorAction((slug) => requireActor(slug, permission), { schema, run, nextPath });
}

/** As {@link companyAction}, for a command of the reseller's side. */
export function resellerAction<S extends z.ZodType<Addressed>>(
  permission: Permission,
  schema: S,
  run: Run<S>,
  nextPath?: NextPath<S>,
): Action {
  return actorAction((slug) => requireResellerActor(slug, permission), { schema, run, nextPath });
}

type Command<S extends z.ZodType> = { schema: S; run: Run<S>; nextPath: NextPath<S> | undefined };

function actorAction<S extends z.ZodType<Addressed>>(
  prove: (slug: string) => Promise<CompanyContext>,
  { schema, run, nextPath }: Command<S>,
): Action {
  return answering(async (given) => {
    const values = valuesOf(given) ?? {};
    let format = await roleWording();
    let next: string | undefined;
    try {
      if (!isSameOrigin(await headers())) throw new AppError("FORBIDDEN");
      const ctx = await prove(values.companySlug ?? "");
      format = await formatFor(ctx);
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
  });
}

/**
 * Returns what makes a sentence's values readable: instants in the company's zone, codes of acts, states and roles as
 * words, and beside a number the language whose plurals it takes.
 */
async function formatFor(ctx: CompanyContext): Promise<(params: SentenceParams) => SentenceParams> {
  const reader = { locale: await getLocale(), timeZone: ctx.timeZone };
  const acts = await getTranslations("history.actions");
  const states = await getTranslations("resellers.states");
  const withRole = await roleWording();
  return (params) => {
    const { did } = params;
    const words = {
      ...(typeof did === "string"
        ? { did: acts(acts.has(did.replace(".", "_")) ? did.replace(".", "_") : "other") }
        : {}),
    };
    const worded = wordStates({ ...params, ...words }, (code) => (states.has(code) ? states(code) : code));
    const { locale } = reader;
    return { ...readableParams(withRole(worded), reader), ...(typeof params.n === "number" ? { locale } : {}) };
  };
}
