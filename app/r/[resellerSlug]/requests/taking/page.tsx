import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { formTexts } from "@/app/shell/form-texts";
import { OwnProfileForm } from "@/components/resellers/own-profile-form";
import { Crumbs } from "@/components/ui/crumbs";
import { PageHeader } from "@/components/ui/page-header";
import { countryName } from "@/lib/i18n/country-name";
import { forPage } from "@/lib/server/pages";
import { getOwnReseller } from "@/lib/server/queries/own-reseller";

type Props = { params: Promise<{ resellerSlug: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("resellers.own"))("title") };
}

/** The owner's form: which countries the reseller serves, and whether it takes new requests. */
export default async function TakingRequestsPage({ params }: Props) {
  const { resellerSlug } = await params;
  const { profile, countries } = await forPage(getOwnReseller(resellerSlug));
  const t = await getTranslations("resellers.own");
  const locale = await getLocale();
  const base = `/r/${resellerSlug}/requests`;
  const named = countries.map((code) => ({ code, name: countryName(code, locale) }));
  return (
    <>
      <Crumbs
        label={(await getTranslations("portal"))("crumbs")}
        entries={[{ label: (await getTranslations("resellers"))("requests.title"), href: base }, { label: t("title") }]}
      />
      <PageHeader title={t("title")} fact={t("fact", { email: profile.requestEmail })} />
      <section className="panel max-w-form" aria-label={t("title")}>
        <div className="pad">
          <OwnProfileForm
            texts={await formTexts()}
            labels={{
              countries: t("countries"),
              countriesHint: t("countriesHint"),
              takes: t("takes"),
              takesHint: t("takesHint"),
              submit: t("submit"),
              cancel: t("cancel"),
            }}
            countries={named.toSorted((one, other) => one.name.localeCompare(other.name, locale))}
            initial={profile}
            hidden={{ companySlug: resellerSlug, submissionId: randomUUID(), version: profile.version }}
            cancelHref={base}
          />
        </div>
      </section>
    </>
  );
}
