import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { ButtonLink } from "@/components/ui/button";
import { DataTable, numberHead } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { NavLink } from "@/components/ui/nav-link";
import { PageHeader } from "@/components/ui/page-header";
import { Tag } from "@/components/ui/tag";
import { countryName } from "@/lib/i18n/country-name";
import { formatMoney } from "@/lib/i18n/format";
import { forPage } from "@/lib/server/pages";
import { type AdminReseller, getResellers } from "@/lib/server/queries/admin-resellers";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("resellers"))("admin.title") };
}

/** Every reseller, with what the platform agreed with it. */
export default async function ResellersPage() {
  const resellers = await forPage(getResellers());
  const t = await getTranslations("resellers.admin");
  const grant = (
    <ButtonLink look="primary" icon="plus" href="/admin/resellers/new">
      {t("grant")}
    </ButtonLink>
  );
  return (
    <>
      <PageHeader title={t("title")} fact={t("fact")} acts={resellers.length > 0 ? grant : null} isLong />
      <section className="panel" aria-label={t("title")}>
        {resellers.length === 0 ? (
          <EmptyState icon="people" title={t("none.title")} act={grant}>
            {t("none.text")}
          </EmptyState>
        ) : (
          <DataTable
            caption={t("title")}
            heads={[
              t("reseller"),
              t("countries"),
              t("state"),
              t("terms"),
              numberHead(t("dealers")),
              numberHead(t("waiting")),
            ]}
            isCards
          >
            <tbody>
              {resellers.map((reseller) => (
                <Line key={reseller.resellerId} reseller={reseller} />
              ))}
            </tbody>
          </DataTable>
        )}
      </section>
    </>
  );
}

async function Line({ reseller }: { reseller: AdminReseller }) {
  const t = await getTranslations("resellers.admin");
  const policies = await getTranslations("resellers.policies");
  const locale = await getLocale();
  const { resellerId, name, requestEmail, countries, takesRequests, terms, currency, dealers, waiting } = reseller;
  return (
    <tr>
      <td className="full max-sm:ps-0">
        <NavLink className="name" href={`/admin/resellers/${resellerId}`}>
          {name}
        </NavLink>
        <small>{requestEmail}</small>
      </td>
      <td className="full max-sm:ps-0">{countries.map((code) => countryName(code, locale)).join(", ")}</td>
      <td className="full max-sm:ps-0">
        <Tag role={takesRequests ? "on" : "ends"} icon={takesRequests ? "ok" : "stop"}>
          {t(takesRequests ? "takes" : "closed")}
        </Tag>
      </td>
      <td className="full num max-sm:ps-0">
        {terms ? `${formatMoney(terms.feeMinor, currency, locale)}, ${policies(terms.policy)}` : t("noTerms")}
      </td>
      <td className="r max-sm:text-start">
        <span className="phone muted font-sans">{t("dealers")}: </span>
        {dealers}
      </td>
      <td className="r">
        <span className="phone muted font-sans">{t("waiting")}: </span>
        {waiting}
      </td>
    </tr>
  );
}
