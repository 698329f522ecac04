import type { Metadata } from "next";
import Form from "next/form";
import { getLocale, getTranslations } from "next-intl/server";
import { LivePage } from "@/app/shell/live-page";
import { Button } from "@/components/ui/button";
import { Crumbs } from "@/components/ui/crumbs";
import { EmptyState } from "@/components/ui/empty-state";
import { Field } from "@/components/ui/field";
import { NavLink } from "@/components/ui/nav-link";
import { Note } from "@/components/ui/note";
import { PageHeader } from "@/components/ui/page-header";
import { formatInstant } from "@/lib/i18n/format";
import { transferViewSchema } from "@/lib/schemas/objects";
import { forPage } from "@/lib/server/pages";
import { getTransferPage, type TransferPage } from "@/lib/server/queries/hub-transfer";
import { ChosenTarget } from "./chosen-target";

type Props = {
  params: Promise<{ companySlug: string; objectId: string; hubId: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("objects"))("transfer.title") };
}

/** Finds the hub a configuration is to go to, tells what happens and what stands in the way, and starts the transfer. */
export default async function TransferHubPage({ params, searchParams }: Props) {
  const addressed = await params;
  const { companySlug, objectId, hubId } = addressed;
  const { q, to } = transferViewSchema.parse(await searchParams);
  const page = await forPage(getTransferPage(companySlug, { objectId, hubId, search: q, toHubId: to ?? null }));
  const t = await getTranslations("objects");
  const locale = await getLocale();
  const base = `/c/${companySlug}/objects`;
  const own = `${base}/${objectId}/hubs/${hubId}`;
  const crumbs = [
    { label: t("title"), href: base },
    { label: page.source.objectName, href: `${base}/${objectId}` },
    { label: page.source.name, href: own },
    { label: t("transfer.title") },
  ];
  return (
    <>
      <LivePage topics={[`hub:${hubId}`, ...(to ? [`hub:${to}`] : [])]} />
      <Crumbs label={(await getTranslations("hubs"))("crumbs")} entries={crumbs} />
      <PageHeader title={`${t("transfer.title")}: ${page.source.name}`} fact={t("transfer.fact")} />
      {page.busyUntil ? (
        <Note kind="info">
          {t("transfer.running", {
            instant: formatInstant(page.busyUntil, { locale, timeZone: page.timeZone }),
          })}
        </Note>
      ) : (
        <div className="cols">
          <section className="panel" aria-label={t("transfer.to")}>
            <Form action={`${own}/transfer`} prefetch={false} className="filter-row pt-3" role="search">
              <Field id="q" name="q" type="search" label={t("transfer.search")} defaultValue={q} maxLength={80} />
              <Button type="submit">{t("transfer.go")}</Button>
            </Form>
            <Targets page={page} own={own} query={q} />
          </section>
          {page.chosen ? <ChosenTarget page={page} chosen={page.chosen} addressed={addressed} own={own} /> : null}
        </div>
      )}
    </>
  );
}

async function Targets({ page, own, query }: { page: TransferPage; own: string; query: string }) {
  const t = await getTranslations("objects.transfer");
  if (page.choices.length === 0) {
    return (
      <EmptyState icon="search" title={t("none.title")}>
        {t("none.text")}
      </EmptyState>
    );
  }
  const chosenId = page.chosen?.target.hubId;
  return (
    <>
      <ul>
        {page.choices.map(({ hubId, name, objectName, devices }) => (
          <li key={hubId}>
            <NavLink
              className="req"
              href={`${own}/transfer?${new URLSearchParams({ ...(query ? { q: query } : {}), to: hubId })}`}
              aria-current={hubId === chosenId ? "true" : undefined}
            >
              <span>
                <b>{name}</b>
                <small className="block">
                  {objectName}, {t("devices", { n: devices })}
                </small>
              </span>
              <span className="mono muted">{hubId}</span>
            </NavLink>
          </li>
        ))}
      </ul>
      {page.isMore ? <p className="muted pad">{t("more")}</p> : null}
    </>
  );
}
