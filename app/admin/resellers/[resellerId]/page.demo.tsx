import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { z } from "zod";
import { ButtonLink } from "@/components/ui/button";
import { Crumbs } from "@/components/ui/crumbs";
import { DataTable, numberHead } from "@/components/ui/data-table";
import { Note } from "@/components/ui/note";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { Tag } from "@/components/ui/tag";
import { countryName } from "@/lib/i18n/country-name";
import { formatMoney, formatMonth } from "@/lib/i18n/format";
import { resellerAdminSchema } from "@/lib/schemas/reseller-grants";
import { forPage } from "@/lib/server/pages";
import { type AdminResellerPage, getReseller } from "@/lib/server/queries/admin-resellers";
import { ChangePanel } from "./change-panel";

type Props = {
  params: Promise<{ resellerId: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

async function readPage(params: Props["params"]): Promise<AdminResellerPage> {
  const { resellerId } = await params;
  if (!z.uuid().safeParse(resellerId).success) notFound();
  return forPage(getReseller(resellerId));
}

export async function generateMetadata({ params }: Pick<Props, "params">): Promise<Metadata> {
  return { title: (await readPage(params)).reseller.name };
}

/** One reseller as the platform knows it: its profile, and policy and price by month. */
export default async function ResellerAdminPage({ params, searchParams }: Props) {
  const page = await readPage(params);
  const { edit, done } = resellerAdminSchema.parse(await searchParams);
  const t = await getTranslations("resellers.admin");
  return (
    <>
      <Crumbs
        label={(await getTranslations("hubs"))("crumbs")}
        entries={[{ label: t("title"), href: "/admin/resellers" }, { label: page.reseller.name }]}
      />
      <PageHeader
        title={page.reseller.name}
        fact={t("counts", { dealers: page.reseller.dealers, waiting: page.reseller.waiting })}
      />
      {done ? (
        <div className="mb-4">
          <Note kind="done" isAlert>
            {t(`done.${done}`, { reseller: page.reseller.name })}
          </Note>
        </div>
      ) : null}
      <div className="cols">
        <div className="stack">
          <Profile page={page} />
          <Terms page={page} />
        </div>
        {edit ? <ChangePanel page={page} edit={edit} /> : null}
      </div>
    </>
  );
}

async function Profile({ page: { reseller } }: { page: AdminResellerPage }) {
  const t = await getTranslations("resellers.admin");
  const locale = await getLocale();
  const { countries, requestEmail, takesRequests, currency } = reseller;
  const change = (
    <ButtonLink isSmall href="?edit=profile">
      {t("changeProfile")}
    </ButtonLink>
  );
  return (
    <Panel id="profile" title={t("profile")} end={change}>
      <dl className="kv">
        <dt>{t("countries")}</dt>
        <dd>{countries.map((code) => countryName(code, locale)).join(", ")}</dd>
        <dt>{t("form.email")}</dt>
        <dd>{requestEmail}</dd>
        <dt>{t("state")}</dt>
        <dd>
          <Tag role={takesRequests ? "on" : "ends"} icon={takesRequests ? "ok" : "stop"}>
            {t(takesRequests ? "takes" : "closed")}
          </Tag>
        </dd>
        <dt>{t("form.currency")}</dt>
        <dd>{currency}</dd>
      </dl>
    </Panel>
  );
}

async function Terms({ page: { reseller, terms } }: { page: AdminResellerPage }) {
  const t = await getTranslations("resellers.admin");
  const policies = await getTranslations("resellers.policies");
  const locale = await getLocale();
  const change = (
    <ButtonLink isSmall href="?edit=terms">
      {t("changeTerms")}
    </ButtonLink>
  );
  return (
    <Panel id="terms" title={t("termsByMonth")} end={change} isPadded={false}>
      <DataTable caption={t("termsByMonth")} heads={[t("form.month"), t("form.policy"), numberHead(t("form.fee"))]}>
        <tbody>
          {terms.map(({ fromMonth, policy, feeMinor }) => (
            <tr key={fromMonth}>
              <td>
                {formatMonth(fromMonth, locale)}
                {fromMonth === reseller.terms?.fromMonth ? <small>{t("inForce")}</small> : null}
              </td>
              <td>{policies(policy)}</td>
              <td className="r">{formatMoney(feeMinor, reseller.currency, locale)}</td>
            </tr>
          ))}
        </tbody>
      </DataTable>
    </Panel>
  );
}
