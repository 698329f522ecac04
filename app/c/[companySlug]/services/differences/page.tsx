import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { DifferenceList } from "@/app/differences/difference-list";
import { PageHeader } from "@/components/ui/page-header";
import { forPage } from "@/lib/server/pages";
import { getOwnDifferences } from "@/lib/server/queries/own-differences";

type Props = { params: Promise<{ companySlug: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("statements"))("differences.title") };
}

/** What the nightly comparison found about a dealer's hubs, and still stands. */
export default async function DealerDifferencesPage({ params }: Props) {
  const page = await forPage(getOwnDifferences("dealer", (await params).companySlug));
  const t = await getTranslations("statements.differences");
  return (
    <>
      <PageHeader title={t("title")} fact={t("fact")} />
      <DifferenceList page={page} />
    </>
  );
}
