import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { ResellerSearch } from "@/components/resellers/reseller-search";
import { ButtonLink } from "@/components/ui/button";
import { Crumbs } from "@/components/ui/crumbs";
import { EmptyState } from "@/components/ui/empty-state";
import { Note } from "@/components/ui/note";
import { PageHeader } from "@/components/ui/page-header";
import { countryName } from "@/lib/i18n/country-name";
import { addResellerSchema } from "@/lib/schemas/resellers";
import { forPage } from "@/lib/server/pages";
import { type AddReseller, getAddReseller } from "@/lib/server/queries/add-reseller";
import { FoundPanel } from "./found-panel";
import { ResellerRows } from "./reseller-rows";

type Props = {
  params: Promise<{ companySlug: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("resellers"))("add.title") };
}

/** Country, then the reseller, then its details, and only then Send request. */
export default async function AddResellerPage({ params, searchParams }: Props) {
  const { companySlug } = await params;
  const asked = addResellerSchema.parse(await searchParams);
  const page = await forPage(getAddReseller(companySlug, asked));
  const t = await getTranslations("resellers");
  const base = `/c/${companySlug}/services/resellers`;
  return (
    <>
      <Crumbs
        label={(await getTranslations("hubs"))("crumbs")}
        entries={[{ label: t("list.title"), href: base }, { label: t("add.title") }]}
      />
      <PageHeader title={t("add.title")} fact={t("add.fact")} />
      {asked.country === "UNKNOWN" ? (
        <div className="mb-4">
          <Note kind="warning">{t("add.unknownCountry")}</Note>
        </div>
      ) : null}
      <div className="cols">
        <SearchPanel page={page} base={base} query={asked.q ?? ""} />
        {page.chosen ? <FoundPanel found={page.chosen} page={page} sendTo="RESELLER" /> : null}
      </div>
    </>
  );
}

async function SearchPanel({ page, base, query }: { page: AddReseller; base: string; query: string }) {
  const t = await getTranslations("resellers.add");
  const locale = await getLocale();
  const { country, countries, resellers, hasMore } = page;
  const names = countries.map((code) => ({ value: code, label: countryName(code, locale) }));
  const byName = names.sort((a, b) => a.label.localeCompare(b.label, locale));
  const address = (resellerId: string) =>
    `${base}/add?${new URLSearchParams({ country, ...(query ? { q: query } : {}), reseller: resellerId })}`;
  const invite = query ? `${base}/invite?${new URLSearchParams({ q: query })}` : `${base}/invite`;
  return (
    <section className="panel" aria-label={t("title")}>
      <div className="pt-3">
        <ResellerSearch
          key={country}
          base={`${base}/add`}
          country={country}
          countries={byName}
          query={query}
          labels={{ title: t("title"), country: t("country"), search: t("search"), go: t("go") }}
        >
          <p className="sr" role="status">
            {t("found", { n: resellers.length, country: countryName(country, locale) })}
          </p>
          {resellers.length === 0 ? (
            <EmptyState icon="search" title={query ? t("none.title", { query }) : t("none.titleAll")}>
              {t("none.text", { country: countryName(country, locale) })}
            </EmptyState>
          ) : (
            <ResellerRows resellers={resellers} base={base} chosen={page.chosen?.resellerId} address={address} />
          )}
          {hasMore ? <p className="muted px-4 pb-3">{t("more", { n: resellers.length })}</p> : null}
        </ResellerSearch>
      </div>
      <div className="foot">
        <span>{t("notListed")}</span>
        <span className="end">
          <ButtonLink href={invite}>{t("invite")}</ButtonLink>
        </span>
      </div>
    </section>
  );
}
