import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { formTexts } from "@/app/shell/form-texts";
import { TermsForm } from "@/components/portal/terms-form";
import { Crumbs } from "@/components/ui/crumbs";
import { Note } from "@/components/ui/note";
import { PageHeader } from "@/components/ui/page-header";
import { formatAmount, formatMonth } from "@/lib/i18n/format";
import { forPage } from "@/lib/server/pages";
import { type DealerEditPage, getDealerToEdit } from "@/lib/server/queries/dealer";

type Props = { params: Promise<{ resellerSlug: string; connectionId: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("portal"))("terms.title") };
}

/** The form for a dealer's number and terms; it says which part holds at once and which from a later month. */
export default async function EditTermsPage({ params }: Props) {
  const { resellerSlug, connectionId } = await params;
  const page = await forPage(getDealerToEdit(resellerSlug, connectionId));
  const t = await getTranslations("portal");
  const base = `/r/${resellerSlug}/dealers`;
  const own = `${base}/${connectionId}`;
  const { dealer } = page;
  return (
    <>
      <Crumbs
        label={t("crumbs")}
        entries={[
          { label: t("dealers.title"), href: base },
          { label: dealer.name, href: own },
          { label: t("terms.title") },
        ]}
      />
      <PageHeader title={t("terms.title")} fact={t("terms.fact", { dealer: dealer.name })} />
      <section className="panel max-w-form" aria-label={t("terms.title")}>
        <div className="pad">
          <FromWhen page={page} />
          <TermsForm
            texts={await formTexts()}
            labels={await labelsOf(page)}
            initial={await initialOf(page)}
            hidden={{ companySlug: resellerSlug, submissionId: randomUUID(), connectionId, version: dealer.version }}
            cancelHref={own}
          />
        </div>
      </section>
    </>
  );
}

/** Which month the terms of this form are for, or that the connection ends before any could hold. */
async function FromWhen({ page: { dealer, fromMonth } }: { page: DealerEditPage }) {
  const t = await getTranslations("portal.terms");
  const locale = await getLocale();
  const isTooLate = dealer.endMonth !== null && dealer.endMonth < fromMonth;
  const end = dealer.endMonth ? formatMonth(dealer.endMonth, locale) : "";
  return (
    <div className="mb-4">
      <Note kind={isTooLate ? "warning" : "info"}>
        {isTooLate ? t("tooLate", { end }) : t("from", { month: formatMonth(fromMonth, locale) })}
      </Note>
    </div>
  );
}

async function labelsOf({ fromMonth, dealer }: DealerEditPage) {
  const t = await getTranslations("portal.terms");
  const month = formatMonth(fromMonth, await getLocale());
  return {
    number: t("number"),
    numberHint: t("numberHint"),
    trial: t("trial"),
    trialHint: t("trialHint", { month }),
    fee: t("fee"),
    feeHint: t("feeHint", { currency: dealer.currency, month }),
    submit: t("submit"),
    cancel: t("cancel"),
  };
}

/** The form shows what is planned for that month, else what holds now. */
async function initialOf({ dealer, terms }: DealerEditPage) {
  const { trialDays, dealerFeeMinor } = terms.next ?? terms.now;
  return {
    dealerNumber: dealer.dealerNumber ?? "",
    trialDays: String(trialDays),
    dealerFee: dealerFeeMinor === null ? "" : formatAmount(dealerFeeMinor, dealer.currency, await getLocale()),
  };
}
