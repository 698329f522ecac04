import { getLocale, getTranslations } from "next-intl/server";
import { Panel } from "@/components/ui/panel";
import { ScrollBox } from "@/components/ui/scroll-box";
import { readableParams } from "@/lib/i18n/sentence-params";
import type { MoveHubView, MovePage } from "@/lib/server/queries/move-planning";

/** The chosen hubs, those that can move first, each with who pays now or why it stays. */
export async function HubsPanel({ page }: { page: MovePage }) {
  const t = await getTranslations("moves.ask");
  const { counts, hubs, from } = page;
  const title = from ? t("allOf", { reseller: from.reseller }) : t("hubs");
  return (
    <Panel id="hubs" title={title} fact={t("movable", { n: counts.movable, all: counts.chosen })} isPadded={false}>
      <ScrollBox label={title}>
        <table className="t">
          <caption className="sr">{title}</caption>
          <thead>
            <tr>
              {page.canTick ? (
                <th scope="col">
                  <span className="sr">{t("tick")}</span>
                </th>
              ) : null}
              <th scope="col">{t("hub")}</th>
              <th scope="col">{t("hubId")}</th>
              <th scope="col" className="max-sm:hidden">
                {t("verdict")}
              </th>
            </tr>
          </thead>
          <tbody>
            {hubs.map((hub) => (
              <HubLine key={hub.hubId} hub={hub} page={page} />
            ))}
          </tbody>
        </table>
      </ScrollBox>
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
        <small className="sm:hidden">{verdict}</small>
      </td>
      <td className="mono">{hubId}</td>
      <td className="max-sm:hidden">{verdict}</td>
    </tr>
  );
}
