import { randomUUID } from "node:crypto";
import { getLocale, getMessages, getTranslations } from "next-intl/server";
import { EndDialog, type EndVerb } from "@/components/connections/end-dialog";
import { type CardLine, ConsequenceLines } from "@/components/packages/consequence-card";
import { formatInstant } from "@/lib/i18n/format";
import type { Sentences } from "@/lib/i18n/sentence";
import type { ConnectionEndView, ZoneEndView } from "@/lib/server/queries/connection-end";

type Props = { view: ConnectionEndView; href: string; verb: EndVerb };

const tones = { end: "ends", propose: "ends", keep: "on", "end-now": "bad" } as const;
const zonesNamed = 4;

/** The pop-up of one act on a connection's end: what ends when, in whose zones, on how many hubs, and the way back. */
export async function EndConfirmation({ view, href, verb }: Props) {
  const t = await getTranslations("connections");
  const words = await getTranslations("packages.confirm");
  const messages = (await getMessages()) as { refusals: Sentences };
  const { companySlug, connectionId, version, other, side, chosen } = view;
  const needsMonth = verb === "end" || verb === "propose";
  return (
    <EndDialog
      key={verb}
      side={side}
      verb={verb}
      texts={{
        title: t(`title.${verb}`, { other }),
        intro: t(`intro.${verb}`),
        confirm: t(`end.acts.${verb}`),
        cancel: words("cancel"),
        close: words("close"),
        busy: words("busy"),
        fault: words("fault"),
        again: words("again"),
        offline: words("offline"),
      }}
      sentences={messages.refusals}
      lastAct={words("changed")}
      hidden={{
        companySlug,
        submissionId: randomUUID(),
        connectionId,
        version,
        endMonth: needsMonth ? chosen.month : null,
      }}
      closeHref={needsMonth ? `${href}?month=${chosen.month}` : href}
    >
      <ConsequenceLines tone={tones[verb]} lines={await linesOf(view, verb)} />
    </EndDialog>
  );
}

async function linesOf(view: ConnectionEndView, verb: EndVerb): Promise<CardLine[]> {
  const t = await getTranslations("connections.card");
  const { reseller, own, liveHubs, moves } = view;
  if (verb === "keep") {
    return [
      { icon: "cal", label: t("runs"), text: t("keepRuns", { n: liveHubs }) },
      { icon: "pay", label: t("pays"), text: t("keepPays", { reseller }) },
      { icon: "undo", label: t("back"), text: t("keepBack") },
    ];
  }
  if (verb === "end-now") {
    return [
      { icon: "cal", label: t("ends"), text: t("now") },
      { icon: "cut", label: t("stops"), text: t("nowStops") },
      { icon: "undo", label: t("back"), text: t("nowBack") },
    ];
  }
  const arriving = moves.arriving > 0 ? ` ${t("arriving", { n: moves.arriving })}` : "";
  return [
    await endsLine(view),
    { icon: "pay", label: t("pays"), text: t("endPays", { reseller }) },
    { icon: "cut", label: t("stops"), text: `${t("endStops", { n: liveHubs })}${arriving}` },
    { icon: "undo", label: t("back"), text: t("endBack", { own }), note: t("endBackHubs") },
  ];
}

/** When the hubs go off: each zone has a month of its own. */
async function endsLine(view: ConnectionEndView): Promise<CardLine> {
  const t = await getTranslations("connections.card");
  const locale = await getLocale();
  const [first, ...others] = view.zones.slice(0, zonesNamed);
  const told = ({ hubs, zone, endsAt }: ZoneEndView) =>
    t("zone", { n: hubs, instant: formatInstant(endsAt, { locale, timeZone: zone }) });
  const own = { locale, timeZone: view.ownZone };
  const yours =
    view.ownZone === view.zone ? undefined : t("yourTime", { instant: formatInstant(view.chosen.endsAt, own) });
  if (!first) {
    const instant = formatInstant(view.chosen.endsAt, { locale, timeZone: view.zone });
    return { icon: "cal", label: t("ends"), text: instant, note: yours };
  }
  const earlier = view.zones.reduce((sum, { endEarlier }) => sum + endEarlier, 0);
  const more = view.zones.length - zonesNamed;
  const texts = [first, ...others].map(told);
  const parts = [...texts, ...(more > 0 ? [t("moreZones", { n: more })] : [])];
  const note = [yours, earlier > 0 ? t("earlier", { n: earlier }) : undefined].filter(Boolean).join(" ");
  return { icon: "cal", label: t("ends"), text: parts.join(" "), note: note || undefined };
}
