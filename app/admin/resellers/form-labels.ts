import { getLocale, getTranslations } from "next-intl/server";
import type { SelectOption } from "@/components/ui/select-field";
import { countryName } from "@/lib/i18n/country-name";
import { formatMonth } from "@/lib/i18n/format";
import { billingPolicies } from "@/lib/schemas/reseller-grants";

/** The words of the platform's reseller forms; `currency` is the one amounts are in, if it is settled. */
export async function formLabels(submit: string, currency: string | null) {
  const t = await getTranslations("resellers.admin.form");
  return {
    countries: t("countries"),
    email: t("email"),
    emailHint: t("emailHint"),
    currency: t("currency"),
    policy: t("policy"),
    fee: t("fee"),
    feeHint: currency ? t("feeIn", { currency }) : t("feeHint"),
    month: t("month"),
    monthHint: t("monthHint"),
    takes: t("takes"),
    reason: t("reason"),
    reasonHint: t("reasonHint"),
    submit,
  };
}

/** Countries with their names in the reader's language, in its order. */
export async function countryBoxes(codes: readonly string[]) {
  const locale = await getLocale();
  return codes
    .map((code) => ({ code, name: countryName(code, locale) }))
    .sort((a, b) => a.name.localeCompare(b.name, locale));
}

export async function policyOptions(): Promise<SelectOption[]> {
  const t = await getTranslations("resellers.policies");
  return billingPolicies.map((value) => ({ value, label: t(value) }));
}

export async function monthOptions(months: readonly string[]): Promise<SelectOption[]> {
  const locale = await getLocale();
  return months.map((value) => ({ value, label: formatMonth(value, locale) }));
}
