import { getLocale, getTranslations } from "next-intl/server";
import type { Refused } from "@/lib/domain/outcome";
import { statusOfCode } from "@/lib/errors";
import { readableParams } from "@/lib/i18n/sentence-params";

type RefusedFile = Refused<"MONTH_INVALID" | "STATEMENT_OPEN">;

/** Answers a file that a rule refuses with the rule's sentence, in the reader's language; instants in `timeZone`. */
export async function refuseFile({ refusal, params = {} }: RefusedFile, timeZone = "UTC"): Promise<Response> {
  const refusals = await getTranslations("refusals");
  const statements = await getTranslations("statements.statement");
  const isUnknown = refusal === "MONTH_INVALID" && !("first" in params);
  const reader = { locale: await getLocale(), timeZone };
  const sentence = isUnknown ? statements("noDealer") : refusals(refusal, readableParams(params, reader));
  return new Response(sentence, {
    status: statusOfCode(refusal),
    headers: { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store" },
  });
}
