import { getTranslations } from "next-intl/server";
import { formTexts } from "@/app/shell/form-texts";
import { ResellerProfileForm, ResellerTermsForm } from "@/components/admin/reseller-forms";
import { Panel } from "@/components/ui/panel";
import type { AdminResellerPage } from "@/lib/server/queries/admin-resellers";
import { countryBoxes, formLabels, monthOptions, policyOptions } from "../form-labels";

/** The form that the address has open: the profile, or the terms of months to come. */
export async function ChangePanel({ page, edit }: { page: AdminResellerPage; edit: "profile" | "terms" }) {
  const t = await getTranslations("resellers.admin");
  const { reseller } = page;
  const texts = await formTexts();
  if (edit === "profile") {
    return (
      <Panel id="change" title={t("changeProfile")} className="first">
        <ResellerProfileForm
          texts={texts}
          labels={await formLabels(t("save"), null)}
          reseller={reseller}
          countries={await countryBoxes(page.countries)}
        />
      </Panel>
    );
  }
  const fee = ((reseller.terms?.feeMinor ?? 0) / 100).toFixed(2);
  return (
    <Panel id="change" title={t("changeTerms")} className="first">
      <p className="muted mb-4">{t("termsFact")}</p>
      <ResellerTermsForm
        texts={texts}
        labels={await formLabels(t("save"), reseller.currency)}
        resellerId={reseller.resellerId}
        policies={await policyOptions()}
        months={await monthOptions(page.months)}
        initial={{ policy: reseller.terms?.policy ?? "FULL_MONTH", fee }}
      />
    </Panel>
  );
}
