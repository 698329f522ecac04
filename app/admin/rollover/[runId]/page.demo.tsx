import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { formTexts } from "@/app/shell/form-texts";
import { LivePage } from "@/app/shell/live-page";
import { RerunForm } from "@/components/admin/rerun-form";
import { RunFigures } from "@/components/admin/run-figures";
import { RunTag } from "@/components/admin/run-tag";
import { Crumbs } from "@/components/ui/crumbs";
import { DataTable } from "@/components/ui/data-table";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { formatCity, formatInstant, formatMonth } from "@/lib/i18n/format";
import { forPage } from "@/lib/server/pages";
import { type FailureView, getRun, type RunView } from "@/lib/server/queries/rollover";
import { formatLateness } from "../run-row";

type Props = { params: Promise<{ runId: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("rollover"))("title") };
}

/** The report of one month rollover: figures that add up, lateness, what failed and under which rule. */
export default async function RunPage({ params }: Props) {
  const { run, failures } = await forPage(getRun((await params).runId));
  const t = await getTranslations("rollover");
  const locale = await getLocale();
  const zone = formatCity(run.timeZone);
  const title = t("run.title", { month: formatMonth(run.month, locale), zone });
  const lateness = formatLateness(run.latenessMs, await getTranslations("rollover.lateness"));
  const isOpen = run.status === "PLANNED" || run.status === "RUNNING";
  return (
    <>
      <LivePage topics={["rollover"]} />
      <Crumbs
        label={(await getTranslations("hubs"))("crumbs")}
        entries={[{ label: t("title"), href: "/admin/rollover" }, { label: title }]}
      />
      <PageHeader
        title={title}
        fact={t("run.fact", { boundary: formatInstant(run.dueAt, { locale, timeZone: run.timeZone }) })}
        acts={<RunTag status={run.status} />}
      />
      <div className="stack">
        <div>
          <RunFigures due={run.due} ended={run.ended} skipped={run.skipped} failed={run.failed} />
          <p>{isOpen ? t("run.open") : t("run.lateness", { lateness })}</p>
        </div>
        <Failures failures={failures} />
        <AgainPanel run={run} />
      </div>
    </>
  );
}

async function Failures({ failures }: { failures: readonly FailureView[] }) {
  const t = await getTranslations("rollover.failures");
  return (
    <Panel id="failures" title={t("title")} isPadded={failures.length === 0}>
      {failures.length === 0 ? (
        <p className="muted">{t("none")}</p>
      ) : (
        <DataTable caption={t("title")} heads={[t("hub"), t("company"), t("rule")]}>
          <tbody>
            {failures.map(({ hubId, companyName, failure }) => (
              <tr key={hubId}>
                <td className="mono">{hubId}</td>
                <td>{companyName}</td>
                <td className="mono">{failure}</td>
              </tr>
            ))}
          </tbody>
        </DataTable>
      )}
    </Panel>
  );
}

async function AgainPanel({ run }: { run: RunView }) {
  const t = await getTranslations("rollover");
  return (
    <Panel id="again" title={t("again.button")} fact={t("run.repeats", { count: run.repeats })}>
      <RerunForm
        runId={run.id}
        labels={{
          reason: t("again.reason"),
          reasonHint: t("again.reasonHint"),
          save: t("again.button"),
          hint: t("again.hint"),
          done: t("ran"),
        }}
        texts={await formTexts()}
      />
    </Panel>
  );
}
