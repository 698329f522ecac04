import type { Metadata } from "next";
import Form from "next/form";
import { getLocale, getTranslations } from "next-intl/server";
import { formTexts } from "@/app/shell/form-texts";
import { GrantForm } from "@/components/admin/reseller-forms";
import { Button } from "@/components/ui/button";
import { Crumbs } from "@/components/ui/crumbs";
import { Field } from "@/components/ui/field";
import { NavLink } from "@/components/ui/nav-link";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { countryName } from "@/lib/i18n/country-name";
import { priceCurrencies, resellerAdminSchema } from "@/lib/schemas/reseller-grants";
import { forPage } from "@/lib/server/pages";
import { type GrantPage, getGrantPage } from "@/lib/server/queries/admin-resellers";
import { countryBoxes, formLabels, monthOptions, policyOptions } from "../form-labels";

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("resellers"))("admin.grant") };
}

/** Makes a company a reseller: first which one, then its countries, address, currency, price and policy. */
export default async function GrantResellerPage({ searchParams }: Props) {
  const asked = resellerAdminSchema.parse(await searchParams);
  const page = await forPage(getGrantPage(asked));
  const t = await getTranslations("resellers.admin");
  return (
    <>
      <Crumbs
        label={(await getTranslations("hubs"))("crumbs")}
        entries={[{ label: t("title"), href: "/admin/resellers" }, { label: t("grant") }]}
      />
      <PageHeader title={t("grant")} fact={t("grantFact")} />
      <div className="cols">
        <Companies page={page} query={asked.q ?? ""} />
        {page.chosen ? <Grant page={page} chosen={page.chosen} /> : null}
      </div>
    </>
  );
}

async function Companies({ page, query }: { page: GrantPage; query: string }) {
  const t = await getTranslations("resellers.admin");
  const locale = await getLocale();
  return (
    <Panel id="companies" title={t("which")} isPadded={false}>
      <Form action="/admin/resellers/new" prefetch={false} className="filter-row pt-3">
        <Field id="q" name="q" type="search" label={t("search")} defaultValue={query} maxLength={80} />
        <Button type="submit">{t("go")}</Button>
      </Form>
      {page.companies.length === 0 ? <p className="pad muted">{t("noCompany")}</p> : null}
      <ul>
        {page.companies.map(({ id, name, country, email }) => (
          <li key={id}>
            <NavLink
              className="req"
              href={`?${new URLSearchParams({ ...(query ? { q: query } : {}), company: id })}`}
              aria-current={page.chosen?.id === id ? "true" : undefined}
            >
              <b>{name}</b>
              <small>{countryName(country, locale)}</small>
              <small>{email}</small>
            </NavLink>
          </li>
        ))}
      </ul>
      {page.hasMore ? <p className="pad muted">{t("more", { n: page.companies.length })}</p> : null}
    </Panel>
  );
}

async function Grant({ page, chosen }: { page: GrantPage; chosen: NonNullable<GrantPage["chosen"]> }) {
  const t = await getTranslations("resellers.admin");
  return (
    <Panel id="grant" title={t("grantOf", { company: chosen.name })} className="first">
      <GrantForm
        key={chosen.id}
        texts={await formTexts()}
        labels={await formLabels(t("grantSubmit"), null)}
        companyId={chosen.id}
        home={chosen.country}
        email={chosen.email}
        countries={await countryBoxes(page.countries)}
        currencies={priceCurrencies.map((value) => ({ value, label: value }))}
        policies={await policyOptions()}
        months={await monthOptions(chosen.months)}
      />
    </Panel>
  );
}
