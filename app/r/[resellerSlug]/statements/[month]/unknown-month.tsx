import { getLocale, getTranslations } from "next-intl/server";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { readableParams } from "@/lib/i18n/sentence-params";

/** A month that has no statement: which ones there are. `params` are those of the refusal MONTH_INVALID. */
export async function UnknownMonth({ base, params }: { base: string; params: Record<string, string | number> }) {
  const t = await getTranslations("statements");
  const refusals = await getTranslations("refusals");
  const reader = { locale: await getLocale(), timeZone: "UTC" };
  const hasMonths = "first" in params;
  return (
    <>
      <PageHeader title={t("history.title")} />
      <section className="panel" aria-label={t("statement.invalid.title")}>
        <EmptyState
          icon="cal"
          title={t("statement.invalid.title")}
          act={<ButtonLink href={base}>{t("statement.invalid.act")}</ButtonLink>}
        >
          {hasMonths ? refusals("MONTH_INVALID", readableParams(params, reader)) : t("statement.noDealer")}
        </EmptyState>
      </section>
    </>
  );
}
