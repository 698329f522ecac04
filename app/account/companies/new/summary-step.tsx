import { randomUUID } from "node:crypto";
import Link from "next/link";
import { getLocale, getTranslations } from "next-intl/server";
import { formTexts } from "@/app/shell/form-texts";
import { CreateForm } from "@/components/companies/create-form";
import { Note } from "@/components/ui/note";
import { Panel } from "@/components/ui/panel";
import { countryName } from "@/lib/i18n/country-name";
import { formatCity } from "@/lib/i18n/format";
import type { CompanyDraft } from "@/lib/schemas/company";
import { forPage } from "@/lib/server/pages";
import { getViewer } from "@/lib/server/queries/account";
import { stepPath } from "./steps";

type Props = { details: NonNullable<CompanyDraft["details"]>; contact: NonNullable<CompanyDraft["contact"]> };

/** Last step: everything once more, who becomes the owner for good, and the button that makes the company. */
export async function SummaryStep({ details, contact }: Props) {
  const t = await getTranslations("companies");
  const locale = await getLocale();
  const viewer = await forPage(getViewer());
  const what = [
    [t("fields.name"), details.name],
    [t("fields.kind"), t(`kinds.${details.kind}`)],
    [t("fields.registrationNumber"), details.registrationNumber],
    [t("fields.taxNumber"), details.taxNumber ?? t("fields.none")],
  ] as const;
  const where = [
    [t("fields.country"), countryName(contact.country, locale)],
    [t("fields.timeZone"), `${formatCity(contact.timeZone)}. ${t("fields.zoneHint")}`],
    [t("fields.address"), contact.address],
    [t("fields.phone"), contact.phone],
    [t("fields.email"), contact.email],
  ] as const;
  return (
    <div className="stack">
      <Note kind="warning">
        <b>{t("wizard.ownerTitle")}</b>
        <p>{t("wizard.ownerText", { name: viewer.name, email: viewer.email })}</p>
      </Note>
      <Part id="company" title={t("wizard.summary")} rows={what} change={t("wizard.change")} step="details" />
      <Part id="place" title={t("wizard.where")} rows={where} change={t("wizard.change")} step="contact" />
      <CreateForm
        values={{ ...details, ...contact }}
        submissionId={randomUUID()}
        labels={{ create: t("create"), back: t("wizard.back") }}
        texts={await formTexts()}
        backHref={stepPath("contact")}
      />
    </div>
  );
}

type PartProps = {
  id: string;
  title: string;
  rows: readonly (readonly [label: string, value: string])[];
  change: string;
  step: string;
};

function Part({ id, title, rows, change, step }: PartProps) {
  return (
    <Panel id={id} title={title} end={<Link href={stepPath(step)}>{change}</Link>}>
      <dl className="kv">
        {rows.map(([label, value]) => (
          <div className="contents" key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}
