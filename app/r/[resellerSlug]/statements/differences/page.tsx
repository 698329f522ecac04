import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { DifferenceList } from "@/app/differences/difference-list";
import { PageHeader } from "@/components/ui/page-header";
import { placeSchema } from "@/lib/schemas/history";
import { forPage } from "@/lib/server/pages";
import { getOwnDifferences } from "@/lib/server/queries/own-differences";

type Props = {
  params: Promise<{ resellerSlug: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("statements"))("differences.title") };
}

/** What the nightly comparison found about a reseller's statements and accounts, and still stands. */
export default async function ResellerDifferencesPage({ params, searchParams }: Props) {
  const { after } = placeSchema.parse(await searchParams);
  const page = await forPage(getOwnDifferences("reseller", (await params).resellerSlug, after));
  const t = await getTranslations("statements.differences");
  return (
    <>
      <PageHeader title={t("title")} fact={t("fact")} />
      <DifferenceList page={page} />
    </>
  );
}
