import { useTranslations } from "next-intl";
import { ButtonLink } from "@/components/ui/button";
import { DataTable, numberHead } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { type RunState, RunTag } from "./run-tag";

/** One row of the report. Texts come formatted. */
export type RunRowView = {
  id: string;
  month: string;
  zone: string;
  boundary: string;
  status: RunState;
  due: number;
  ended: number;
  skipped: number;
  failed: number;
  lateness: string;
};

/** Lists month rollovers, the latest boundary first; each row leads to its report. */
export function RunTable({ runs }: { runs: readonly RunRowView[] }) {
  const t = useTranslations("rollover");
  if (runs.length === 0) {
    return (
      <EmptyState icon="cal" title={t("none.title")} act={<ButtonLink href="/admin/clock">{t("none.act")}</ButtonLink>}>
        {t("none.text")}
      </EmptyState>
    );
  }
  return (
    <DataTable
      caption={t("caption")}
      isCards
      heads={[
        t("columns.month"),
        t("columns.zone"),
        t("columns.boundary"),
        t("columns.state"),
        ...(["due", "ended", "skipped", "failed", "lateness"] as const).map((column) =>
          numberHead(t(`columns.${column}`)),
        ),
      ]}
    >
      <tbody>
        {runs.map((run) => (
          <RunRow key={run.id} run={run} />
        ))}
      </tbody>
    </DataTable>
  );
}

function RunRow({ run }: { run: RunRowView }) {
  const t = useTranslations("rollover");
  const { due, ended, skipped, failed } = run;
  return (
    <tr>
      <td>
        <a className="name" href={`/admin/rollover/${run.id}`}>
          {run.month}
        </a>
      </td>
      <td className="desk">{run.zone}</td>
      <td className="num max-sm:col-span-full">{run.boundary}</td>
      <td className="fee">
        <RunTag status={run.status} />
      </td>
      <td className="phone col-span-full">{t("run.sum", { due, ended, skipped, failed })}</td>
      <td className="desk r">{due}</td>
      <td className="desk r">{ended}</td>
      <td className="desk r">{skipped}</td>
      <td className="desk r">{failed}</td>
      <td className="desk r">{run.lateness}</td>
    </tr>
  );
}
