import { randomUUID } from "node:crypto";
import { getLocale, getTranslations } from "next-intl/server";
import { formTexts } from "@/app/shell/form-texts";
import { TellMeForm } from "@/components/enrollment/tell-me-form";
import { ButtonLink } from "@/components/ui/button";
import { Note } from "@/components/ui/note";
import { Panel } from "@/components/ui/panel";
import { countryName } from "@/lib/i18n/country-name";
import type { EnrollPage } from "@/lib/server/queries/company";

type Props = { page: EnrollPage; obstacle: NonNullable<EnrollPage["obstacle"]>; base: string };

/** Why a company cannot become a dealer, told before any form, with the way out. */
export async function Obstacle({ page, obstacle, base }: Props) {
  return obstacle.code === "COMPANY_KIND" ? <WrongKind page={page} base={base} /> : <CountryUnavailable page={page} />;
}

async function WrongKind({ page, base }: { page: EnrollPage; base: string }) {
  const t = await getTranslations("enrollment");
  const { company, owner, may } = page;
  return (
    <div className="stack max-w-form">
      <Note kind="warning">
        <b>{t("kindTitle")}</b>
        <p>{t("kindText")}</p>
      </Note>
      {may.update ? (
        <ButtonLink href={`${base}/edit`}>{t("kindAct")}</ButtonLink>
      ) : (
        <p>{t("onlyOwner", { company: company.name, owner: owner.name, email: owner.email })}</p>
      )}
    </div>
  );
}

async function CountryUnavailable({ page }: { page: EnrollPage }) {
  const t = await getTranslations("enrollment");
  const locale = await getLocale();
  const { company, owner, may, isAskedFor, available } = page;
  const country = countryName(company.country, locale);
  const names = available.map((code) => countryName(code, locale)).sort((a, b) => a.localeCompare(b, locale));
  return (
    <div className="cols">
      <div className="stack">
        <Note kind="warning">
          <b>{t("unavailable", { country })}</b>
          <p>{t("unavailableText")}</p>
        </Note>
        {may.enroll && !isAskedFor ? (
          <TellMeForm
            label={t("tellMe")}
            texts={await formTexts()}
            hidden={{ companySlug: page.slug, submissionId: randomUUID() }}
          />
        ) : null}
        {isAskedFor ? <Note kind="done">{t("told", { country })}</Note> : null}
        {may.enroll ? null : <p>{t("onlyOwner", { company: company.name, owner: owner.name, email: owner.email })}</p>}
      </div>
      <Panel id="available" title={t("availableIn")}>
        <ul>
          {names.map((name) => (
            <li key={name}>{name}</li>
          ))}
        </ul>
      </Panel>
    </div>
  );
}
