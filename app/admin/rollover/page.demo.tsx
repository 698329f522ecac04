import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { LivePage } from "@/app/shell/live-page";
import { RunTable } from "@/components/admin/run-table";
import { PageHeader } from "@/components/ui/page-header";
import { forPage } from "@/lib/server/pages";
import { getRuns } from "@/lib/server/queries/rollover";
import { toRunRow } from "./run-row";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("rollover"))("title") };
}

/** Every month rollover of every zone, the latest boundary first. */
export default async function RolloverPage() {
  const runs = await forPage(getRuns());
  const t = await getTranslations("rollover");
  const locale = await getLocale();
  const lateness = await getTranslations("rollover.lateness");
  return (
    <>
      <LivePage topics={["rollover"]} />
      <PageHeader title={t("title")} fact={t("intro")} />
      <section className="panel" aria-label={t("caption")}>
        <RunTable runs={runs.map((run) => toRunRow(run, locale, lateness))} />
      </section>
    </>
  );
}
