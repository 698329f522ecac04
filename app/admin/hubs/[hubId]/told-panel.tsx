import { getTranslations } from "next-intl/server";
import { Panel } from "@/components/ui/panel";
import type { HubPanel } from "@/lib/server/queries/simulator";

/** The last events and updates of a hub, as its listeners get them, the newest first. */
export async function ToldPanel({ told }: Pick<HubPanel, "told">) {
  const t = await getTranslations("simulator.panels");
  return (
    <Panel id="told" title={t("told")}>
      {told.length === 0 ? <p className="muted mb-0">{t("nothingTold")}</p> : null}
      <ol className="stack list-none p-0 m-0">
        {told.map(({ id, at, kind, what }) => (
          <li key={id}>
            <code className="mono break-all">{what}</code>
            <small className="muted block">
              {kind}, {at}
            </small>
          </li>
        ))}
      </ol>
    </Panel>
  );
}
