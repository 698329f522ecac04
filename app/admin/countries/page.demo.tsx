import type { Metadata } from "next";
import Link from "next/link";
import { getLocale, getTranslations } from "next-intl/server";
import { formTexts } from "@/app/shell/form-texts";
import { CountryForm } from "@/components/companies/country-form";
import { DataTable, numberHead } from "@/components/ui/data-table";
import { Note } from "@/components/ui/note";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { Tag } from "@/components/ui/tag";
import { countryName } from "@/lib/i18n/country-name";
import { formatDate } from "@/lib/i18n/format";
import { countryViewSchema } from "@/lib/schemas/countries";
import { forPage } from "@/lib/server/pages";
import { type CountryLine, getCountries } from "@/lib/server/queries/countries";

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("companies"))("countries.title") };
}

/** Where Ajax Services are offered, as the platform admin sets it. */
export default async function CountriesPage({ searchParams }: Props) {
  const { edit, saved } = countryViewSchema.parse(await searchParams);
  const countries = await forPage(getCountries());
  const t = await getTranslations("companies.countries");
  const locale = await getLocale();
  const lines = countries
    .map((line) => ({ ...line, name: countryName(line.code, locale) }))
    .sort((a, b) => a.name.localeCompare(b.name, locale));
  const open = lines.find(({ code }) => code === edit);
  return (
    <>
      <PageHeader title={t("title")} fact={t("fact")} />
      <div className="stack">
        {saved ? <Note kind="done">{t("saved", { country: countryName(saved, locale) })}</Note> : null}
        {open ? (
          <Panel id="change" title={t("changeOf", { country: open.name })} className="max-w-form">
            <Form line={open} />
          </Panel>
        ) : null}
        <Panel id="countries" title={t("title")} isPadded={false}>
          <CountryTable lines={lines} />
        </Panel>
      </div>
    </>
  );
}

type NamedLine = CountryLine & { name: string };

async function CountryTable({ lines }: { lines: NamedLine[] }) {
  const t = await getTranslations("companies.countries");
  return (
    <DataTable
      caption={t("title")}
      heads={[
        t("country"),
        t("state"),
        numberHead(t("dealers")),
        numberHead(t("waiting")),
        { label: t("change"), isSpoken: true },
      ]}
    >
      <tbody>
        {lines.map((line) => (
          <tr key={line.code}>
            <td>
              <b>{line.name}</b>
            </td>
            <td>
              <StateTag line={line} />
            </td>
            <td className="r">{line.dealers}</td>
            <td className="r">{line.waiting}</td>
            <td>
              <Link href={`?edit=${line.code}`} aria-label={t("changeOf", { country: line.name })}>
                {t("change")}
              </Link>
            </td>
          </tr>
        ))}
      </tbody>
    </DataTable>
  );
}

const looks = {
  AVAILABLE: { role: "on", icon: "ok" },
  CLOSED: { role: "ends", icon: "stop" },
  NOT_OFFERED: { role: "none", icon: "other" },
} as const;

async function StateTag({ line: { state, closedOn } }: { line: CountryLine }) {
  const t = await getTranslations("companies.countries");
  const { role, icon } = looks[state];
  return (
    <Tag role={role} icon={icon}>
      {closedOn ? t("closedOn", { date: formatDate(closedOn, await getLocale()) }) : t(`states.${state}`)}
    </Tag>
  );
}

async function Form({ line }: { line: NamedLine }) {
  const t = await getTranslations("companies.countries");
  const states = (["AVAILABLE", "CLOSED", "NOT_OFFERED"] as const).map((value) => ({
    value,
    label: t(`states.${value}`),
    hint: t(`hints.${value}`),
  }));
  const labels = {
    legend: t("state"),
    states,
    day: t("day"),
    reason: t("reason"),
    reasonHint: t("reasonHint"),
    save: t("save"),
    cancel: t("cancel"),
  };
  const { code, state, closedOn } = line;
  return (
    <CountryForm key={code} code={code} state={state} closedOn={closedOn} labels={labels} texts={await formTexts()} />
  );
}
