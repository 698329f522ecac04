import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import Form from "next/form";
import { getLocale, getTranslations } from "next-intl/server";
import { formTexts } from "@/app/shell/form-texts";
import { RequestTag } from "@/components/resellers/request-tag";
import { ResellerFacts } from "@/components/resellers/reseller-facts";
import { SendRequestForm } from "@/components/resellers/send-request-form";
import { Button } from "@/components/ui/button";
import { Crumbs } from "@/components/ui/crumbs";
import { EmptyState } from "@/components/ui/empty-state";
import { Field } from "@/components/ui/field";
import { NavLink } from "@/components/ui/nav-link";
import { Note } from "@/components/ui/note";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { SelectField } from "@/components/ui/select-field";
import { countryName } from "@/lib/i18n/country-name";
import { addResellerSchema } from "@/lib/schemas/resellers";
import { forPage } from "@/lib/server/pages";
import { type AddReseller, getAddReseller } from "@/lib/server/queries/your-resellers";

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
  const locale = await getLocale();
  const base = `/c/${companySlug}/services/resellers`;
  return (
    <>
      <Crumbs
        label={(await getTranslations("hubs"))("crumbs")}
        entries={[{ label: t("list.title"), href: base }, { label: t("add.title") }]}
      />
      <PageHeader title={t("add.title")} fact={t("add.fact")} />
      <div className="cols">
        <section className="panel" aria-label={t("add.title")}>
          <Form action={`${base}/add`} prefetch={false} className="filter-row">
            <SelectField
              id="country"
              name="country"
              label={t("add.country")}
              defaultValue={page.country}
              options={page.countries.map((code) => ({ value: code, label: countryName(code, locale) }))}
            />
            <Field id="q" name="q" type="search" label={t("add.search")} defaultValue={asked.q ?? ""} maxLength={80} />
            <Button type="submit">{t("add.go")}</Button>
          </Form>
          <ResellerList page={page} base={base} query={asked.q} />
        </section>
        {page.chosen ? <Details page={page} chosen={page.chosen} companySlug={companySlug} /> : null}
      </div>
    </>
  );
}

async function ResellerList({ page, base, query }: { page: AddReseller; base: string; query: string | undefined }) {
  const t = await getTranslations("resellers.add");
  const locale = await getLocale();
  if (page.resellers.length === 0) {
    return (
      <EmptyState icon="search" title={t("none.title")}>
        {t("none.text", { country: countryName(page.country, locale) })}
      </EmptyState>
    );
  }
  return (
    <ul>
      {page.resellers.map(({ resellerId, name, countries, last }) => {
        const search = new URLSearchParams({
          country: page.country,
          ...(query ? { q: query } : {}),
          reseller: resellerId,
        });
        const isAsked = last !== null && (last.status === "PENDING" || last.status === "APPROVED");
        return (
          <li key={resellerId}>
            <NavLink
              className="req"
              href={isAsked ? `${base}/${last.id}` : `${base}/add?${search}`}
              aria-current={page.chosen?.resellerId === resellerId ? "true" : undefined}
            >
              <span>
                <b>{name}</b>
                <small className="block">
                  {t("serves", { countries: countries.map((code) => countryName(code, locale)).join(", ") })}
                </small>
              </span>
              {last ? <RequestTag status={last.status} /> : null}
            </NavLink>
          </li>
        );
      })}
    </ul>
  );
}

type DetailProps = { page: AddReseller; chosen: NonNullable<AddReseller["chosen"]>; companySlug: string };

async function Details({ page, chosen, companySlug }: DetailProps) {
  const t = await getTranslations("resellers.add");
  const locale = await getLocale();
  return (
    <Panel id="details" title={chosen.name} className="first">
      <div className="mb-4">
        <ResellerFacts reseller={chosen} />
      </div>
      {chosen.servesCountry ? null : (
        <div className="mb-4">
          <Note kind="warning">{t("other", { country: countryName(page.ownCountry, locale) })}</Note>
        </div>
      )}
      {chosen.takesRequests ? (
        <SendRequestForm
          texts={await formTexts()}
          labels={{ message: t("message"), messageHint: t("messageHint"), send: t("send") }}
          hidden={{ companySlug, submissionId: randomUUID(), resellerId: chosen.resellerId }}
        />
      ) : (
        <Note kind="warning">{t("closed")}</Note>
      )}
    </Panel>
  );
}
