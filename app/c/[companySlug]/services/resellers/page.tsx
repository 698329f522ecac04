import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { LivePage } from "@/app/shell/live-page";
import { LateSentences } from "@/components/forms/late-sentences";
import { ResellerTable } from "@/components/resellers/reseller-table";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Note } from "@/components/ui/note";
import { PageHeader } from "@/components/ui/page-header";
import { formatCity } from "@/lib/i18n/format";
import { resellersViewSchema } from "@/lib/schemas/resellers";
import { forPage } from "@/lib/server/pages";
import { getYourResellers } from "@/lib/server/queries/your-resellers";
import { toResellerLines } from "./reseller-lines";

type Props = {
  params: Promise<{ companySlug: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("resellers"))("list.title") };
}

/** A dealer's resellers, the newest request on top, each with what comes next. */
export default async function YourResellersPage({ params, searchParams }: Props) {
  const { companySlug } = await params;
  const { done } = resellersViewSchema.parse(await searchParams);
  const page = await forPage(getYourResellers(companySlug));
  const { viewer } = page;
  const t = await getTranslations("resellers.list");
  const reader = { locale: await getLocale(), timeZone: viewer.timeZone };
  const lines = await toResellerLines(page, reader);
  const add = (
    <ButtonLink look="primary" icon="plus" href={`/c/${companySlug}/services/resellers/add`}>
      {t("add")}
    </ButtonLink>
  );
  return (
    <>
      <LivePage topics={["connection"]} />
      <PageHeader title={t("title")} fact={t("fact")} acts={add} />
      {done ? (
        <div className="mb-4">
          <Note kind="done" isAlert>
            {t(`done.${done}`)}
          </Note>
        </div>
      ) : null}
      <LateSentences>
        <section className="panel" aria-label={t("title")}>
          {lines.length === 0 ? (
            <EmptyState icon="pay" title={t("none.title")}>
              {t("none.text")}
            </EmptyState>
          ) : (
            <ResellerTable lines={lines} city={formatCity(viewer.timeZone)} />
          )}
        </section>
      </LateSentences>
    </>
  );
}
