import { getLocale, getTranslations } from "next-intl/server";
import type { Refused } from "@/lib/domain/outcome";
import type { RefusalCode } from "@/lib/domain/refusals";
import { statusOfCode } from "@/lib/errors";
import { toldAs } from "@/lib/i18n/sentence";
import { readableParams } from "@/lib/i18n/sentence-params";
import { roleWording } from "@/lib/server/actions/role-word";

/**
 * Answers a file that a rule refuses, or that this reader may not have, with the refusal's sentence in the reader's
 * language; instants in `timeZone`.
 */
export async function refuseFile({ refusal, params = {} }: Refused<RefusalCode>, timeZone = "UTC"): Promise<Response> {
  const refusals = await getTranslations("refusals");
  const statements = await getTranslations("statements.statement");
  const isUnknown = refusal === "MONTH_INVALID" && !("first" in params);
  const wordRole = await roleWording();
  const values = wordRole(readableParams(params, { locale: await getLocale(), timeZone }));
  const sentence = isUnknown ? statements("noDealer") : refusals(toldAs(refusal, params), values);
  return answerSentence(sentence, refusal);
}

/** Answers a file whose address holds filters that cannot be read, by naming them. */
export async function refuseFilters(names: readonly string[]): Promise<Response> {
  const t = await getTranslations("statements.statement");
  return answerSentence(t("unreadFilters", { names: names.join(", ") }), "INVALID_INPUT");
}

function answerSentence(sentence: string, code: RefusalCode): Response {
  return new Response(sentence, {
    status: statusOfCode(code),
    headers: { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store" },
  });
}
