import { randomUUID } from "node:crypto";
import { getLocale, getMessages, getTranslations } from "next-intl/server";
import { ConfirmDialog } from "@/components/packages/confirm-dialog";
import { ConsequenceCard } from "@/components/packages/consequence-card";
import { Note } from "@/components/ui/note";
import { formatDate } from "@/lib/i18n/format";
import type { Sentences } from "@/lib/i18n/sentence";
import { readableParams, wordStates } from "@/lib/i18n/sentence-params";
import type { PackageView } from "@/lib/schemas/packages";
import { foreseeStart } from "@/lib/server/queries/foresee-start";
import type { ActView, PackagePanel } from "@/lib/server/queries/package-panel";
import { cardView } from "./panel-texts";
import { plannedCardView } from "./planned-texts";

type Asked = PackageView & { confirm: NonNullable<PackageView["confirm"]> };
type Props = { panel: PackagePanel; asked: Asked; packageHref: string };

function isStart(verb: Asked["confirm"]): verb is "activate" | "plan" | "schedule" {
  return verb === "activate" || verb === "plan" || verb === "schedule";
}

/** When a planned start shall be; null is when the hub comes online. */
function startOf(panel: PackagePanel, { confirm, on }: Asked) {
  return foreseeStart(panel, confirm === "schedule" ? (on ?? "") : null);
}

/** Returns the act the address asks for, as it is open or refused now. */
function actOf(panel: PackagePanel, asked: Asked): ActView {
  if (asked.confirm === "stop") return panel.stopNow;
  if (!isStart(asked.confirm)) return panel[asked.confirm];
  const obstacle = asked.confirm === "activate" ? panel.obstacles[0] : panel.plan.refusal;
  if (obstacle) return { card: null, refusal: obstacle };
  const start = startOf(panel, asked);
  if (start.refusal) return { card: null, refusal: start.refusal };
  const payerId = asked.reseller ?? panel.preselectedPayerId;
  const card = panel.activateCards.find(({ resellerId }) => resellerId === payerId)?.card;
  return card ? { card, refusal: null } : { card: null, refusal: { code: "RESELLER_REQUIRED", params: {} } };
}

/** The pop-up of one act: act and hub as a question, the consequence card, Cancel and the verb. */
export async function Confirmation({ panel, asked, packageHref }: Props) {
  const t = await getTranslations("packages");
  const verb = asked.confirm;
  const act = actOf(panel, asked);
  const messages = (await getMessages()) as { refusals: Sentences };
  const choices = new URLSearchParams(
    [
      ["reseller", asked.reseller],
      ["slot", asked.slot],
      ["on", asked.on],
    ].filter((entry): entry is [string, string] => Boolean(entry[1])),
  ).toString();
  return (
    <ConfirmDialog
      key={verb}
      verb={verb}
      texts={{
        title: t(`title.${verb}`, { hub: panel.hub.name, day: await dayOf(asked) }),
        intro: t(`intro.${verb}`),
        confirm: t(`confirm.${verb}`),
        cancel: t("confirm.cancel"),
        close: t("confirm.close"),
        busy: t("confirm.busy"),
        fault: t("confirm.fault"),
        again: t("confirm.again"),
        offline: t("confirm.offline"),
      }}
      sentences={messages.refusals}
      hidden={hiddenOf(panel, asked)}
      isOpenAct={act.card !== null}
      lastAct={await lastActOf(panel)}
      closeHref={choices ? `${packageHref}?${choices}` : packageHref}
    >
      {act.card ? (
        <ConsequenceCard card={await cardOf(panel, asked, act.card)} />
      ) : (
        <Closed panel={panel} refusal={act.refusal} />
      )}
    </ConfirmDialog>
  );
}

async function cardOf(panel: PackagePanel, asked: Asked, card: NonNullable<ActView["card"]>) {
  if (asked.confirm !== "plan" && asked.confirm !== "schedule") return cardView(panel, card);
  const { start } = startOf(panel, asked);
  return start ? plannedCardView(panel, card, start) : cardView(panel, card);
}

/** The day of a planned start in words, with its year: it may lie in the next one. */
async function dayOf({ on }: Asked): Promise<string> {
  return on ? formatDate(on, await getLocale()) : "";
}

/** The sentence the server itself would give to whoever decided on a state that is over. */
async function lastActOf({ lastAct, viewer }: PackagePanel): Promise<string> {
  if (!lastAct) return "";
  const refusals = await getTranslations("refusals");
  const acts = await getTranslations("history.actions");
  const did = lastAct.did.replace(".", "_");
  const reader = { locale: await getLocale(), timeZone: viewer.timeZone };
  return refusals("CONFLICT", readableParams({ ...lastAct, did: acts(acts.has(did) ? did : "other") }, reader));
}

function hiddenOf(panel: PackagePanel, asked: Asked): Record<string, string | number | null> {
  const common = {
    companySlug: panel.viewer.companySlug,
    submissionId: randomUUID(),
    objectId: panel.object.id,
    hubId: panel.hub.hubId,
    version: panel.hub.version,
  };
  if (!isStart(asked.confirm)) return common;
  const start = {
    ...common,
    offerCode: panel.offer.code,
    resellerId: asked.reseller ?? panel.preselectedPayerId,
  };
  if (asked.confirm === "plan") return start;
  if (asked.confirm === "schedule") return { ...start, startsOn: asked.on ?? "" };
  return { ...start, slot: asked.slot ?? panel.preselectedSlot };
}

async function Closed({ panel, refusal }: { panel: PackagePanel; refusal: NonNullable<ActView["refusal"]> }) {
  const refusals = await getTranslations("refusals");
  const reader = { locale: await getLocale(), timeZone: panel.service.billingZone };
  const known = refusals.has(refusal.code) ? refusal.code : "UNAVAILABLE";
  const states = await getTranslations("resellers.states");
  const params = wordStates(refusal.params, (code) => (states.has(code) ? states(code) : code));
  return <Note kind="warning">{refusals(known, readableParams(params, reader))}</Note>;
}
