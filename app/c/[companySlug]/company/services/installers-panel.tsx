import { randomUUID } from "node:crypto";
import { getTranslations } from "next-intl/server";
import { formTexts } from "@/app/shell/form-texts";
import { AssignedOnlyForm } from "@/components/companies/assigned-only-form";
import { Panel } from "@/components/ui/panel";
import type { CompanyView } from "@/lib/server/queries/company";

/** Whether installers reach assigned objects only; the owner switches it. */
export async function InstallersPanel({ view: { slug, company, may } }: { view: CompanyView }) {
  const t = await getTranslations("enrollment.settings.assigned");
  const isOn = company.isAssignedOnly;
  const hidden = { companySlug: slug, submissionId: randomUUID(), isAssignedOnly: isOn ? "no" : "yes" };
  return (
    <Panel id="installers" title={t("title")} fact={t(isOn ? "on" : "off")}>
      <p className="mb-4">{t(isOn ? "onText" : "offText")}</p>
      {may.update ? (
        <AssignedOnlyForm
          key={hidden.isAssignedOnly}
          texts={await formTexts()}
          label={t(isOn ? "switchOff" : "switchOn")}
          hidden={hidden}
        />
      ) : null}
    </Panel>
  );
}
