import { getLocale, getTranslations } from "next-intl/server";
import { DataTable } from "@/components/ui/data-table";
import { Panel } from "@/components/ui/panel";
import { formatCity, formatShortInstant } from "@/lib/i18n/format";
import type { LineProof, RunView } from "@/lib/server/queries/statement-proof";

/** The runs a line counts: live from the SIM's first report to the end. Times are those of each run's frozen zone. */
export async function RunsPanel({ proof: { line, runs } }: { proof: LineProof }) {
  const t = await getTranslations("statements.proof.runs");
  return (
    <Panel id={`runs-${line.id}`} title={t("title")} fact={t("fact", { n: runs.length })} isPadded={false}>
      <DataTable caption={t("title")} heads={[t("activated"), t("live"), t("end"), t("why"), t("zone")]}>
        <tbody>
          {runs.map((run) => (
            <RunRow key={run.id} run={run} />
          ))}
        </tbody>
      </DataTable>
    </Panel>
  );
}

async function RunRow({ run }: { run: RunView }) {
  const t = await getTranslations("statements.proof.runs");
  const values = await getTranslations("activity.values");
  const reader = { locale: await getLocale(), timeZone: run.zone };
  const at = (iso: string | null) => (iso ? formatShortInstant(iso, reader) : "–");
  const end = run.endedAt ?? run.expiresAt;
  const why = run.endReason && values.has(run.endReason) ? values(run.endReason) : null;
  return (
    <tr>
      <td className="num nowrap">{at(run.activatedAt)}</td>
      <td className="num nowrap">{at(run.confirmedAt)}</td>
      <td className="num nowrap">{end ? at(end) : t("goesOn")}</td>
      <td>{why ?? (run.expiresAt ? t("set") : "–")}</td>
      <td className="nowrap">{formatCity(run.zone)}</td>
    </tr>
  );
}
