import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { DifferenceList } from "@/app/differences/difference-list";
import { PageHeader } from "@/components/ui/page-header";
import { forPage } from "@/lib/server/pages";
import { getOwnDifferences } from "@/lib/server/queries/own-differences";

type Props = { params: Promise<{ resellerSlug: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("statements"))("differences.title") };
}

/** What the nightly comparison found about a reseller's statements and accounts, and still stands. */
export default async function ResellerDifferencesPage({ params }: Props) {
  const page = await forPage(getOwnDifferences("reseller", (await params).resellerSlug));
  const t = await getTranslations("statements.differences");
  return (
    <>
      <PageHeader title={t("title")} fact={t("fact")} />
      <DifferenceList page={page} />
    </>
  );
}
