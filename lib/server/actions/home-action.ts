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
import { type ResidentContext, requireResident } from "@/lib/server/home-gate";
import { takePoint } from "@/lib/server/limits";
import { isSameOrigin } from "@/lib/server/origin";
import type { CloudCaller } from "@/lib/server/services/hubs/scope";
import { type Action, answer, answerError, answering, invalid, valuesOf } from "./answer";

/** What a resident does in the browser is the same act as over the cloud API (INTEGRATION 10.15). */
export function callerOf({ userId, name }: ResidentContext): CloudCaller {
  return { scope: { kind: "USER", userId }, actor: { id: userId, name } };
}

type Receipt = Record<string, string | number>;

/**
 * Wraps a command of somebody signed in to My home; checks origin, session and input as company actions do. What may be
 * done on a hub is the service's to decide, under the binding. `nextPath` leads on after success.
 */
export function homeAction<S extends z.ZodType>(
  schema: S,
  run: (resident: ResidentContext, input: z.output<S>) => Promise<Outcome<Receipt, RefusalCode>>,
  nextPath?: (input: z.output<S>, resident: ResidentContext) => string,
): Action {
  return answering(async (given) => {
    const values = valuesOf(given) ?? {};
    const locale = await getLocale();
    const format = (params: SentenceParams) => readableParams(params, { locale, timeZone: "UTC" });
    let next: string | undefined;
    try {
      if (!isSameOrigin(await headers())) throw new AppError("FORBIDDEN");
      const resident = await requireResident();
      await takePoint("actionByAccount", resident.userId);
      const parsed = schema.safeParse(values);
      if (!parsed.success) return invalid(parsed.error, values);
      const outcome = await run(resident, parsed.data);
      if (!outcome.ok || !nextPath) return answer(outcome, values, format);
      next = nextPath(parsed.data, resident);
    } catch (error) {
      return answerError(error, values, format);
    }
    return redirect(next, RedirectType.replace);
  });
}
