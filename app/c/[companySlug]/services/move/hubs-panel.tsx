import { getLocale, getTranslations } from "next-intl/server";
import { DataTable } from "@/components/ui/data-table";
import { Panel } from "@/components/ui/panel";
import { readableParams } from "@/lib/i18n/sentence-params";
import type { MoveHubView, MovePage } from "@/lib/server/queries/move-planning";

/** The chosen hubs, those that can move first, each with who pays now or why it stays. */
export async function HubsPanel({ page }: { page: MovePage }) {
  const t = await getTranslations("moves.ask");
  const { counts, hubs, from } = page;
  const title = from ? t("allOf", { reseller: from.reseller }) : t("hubs");
  return (
    <Panel id="hubs" title={title} fact={t("movable", { n: counts.movable, all: counts.chosen })} isPadded={false}>
      <DataTable
        caption={title}
        heads={[
          page.canTick ? { label: t("tick"), isSpoken: true } : null,
          t("hub"),
          t("hubId"),
          { label: t("verdict"), isDesk: true },
        ]}
      >
        <tbody>
          {hubs.map((hub) => (
            <HubLine key={hub.hubId} hub={hub} page={page} />
          ))}
        </tbody>
      </DataTable>
      {counts.listed > hubs.length ? (
        <p className="pad muted">{t("more", { n: counts.listed - hubs.length })}</p>
      ) : null}
    </Panel>
  );
}

async function HubLine({ hub, page: { canTick, viewer } }: { hub: MoveHubView; page: MovePage }) {
  const t = await getTranslations("moves.ask");
  const refusals = await getTranslations("refusals");
  const { name, objectName, hubId, payer, refusal, isChosen } = hub;
  const reader = { locale: await getLocale(), timeZone: viewer.timeZone };
  const sentence = refusal && refusals(refusal.code, readableParams(refusal.params, reader));
  const stays = refusal?.code === "RESELLER_REQUIRED" ? t("same", { payer: payer ?? "–" }) : sentence;
  const verdict = stays ?? t("moves", { payer: payer ?? "–" });
  return (
    <tr className={refusal ? "off" : undefined}>
      {canTick ? (
        <td>
          {refusal ? null : (
            <input
              className="tick"
              type="checkbox"
              name="hub"
              value={hubId}
              defaultChecked={isChosen}
              aria-label={t("tickHub", { hub: name, hubId })}
            />
          )}
        </td>
      ) : null}
      <td>
        <b>{name}</b>
        <small>{objectName}</small>
        <small className="phone">{verdict}</small>
      </td>
      <td className="mono">{hubId}</td>
      <td className="desk">{verdict}</td>
    </tr>
  );
}
