import { randomUUID } from "node:crypto";
import { getLocale, getMessages, getTranslations } from "next-intl/server";
import { MoveDialog } from "@/components/moves/move-dialog";
import { type CardLine, ConsequenceLines } from "@/components/packages/consequence-card";
import { formatInstant } from "@/lib/i18n/format";
import type { Sentences } from "@/lib/i18n/sentence";
import type { MoveAsked } from "@/lib/schemas/moves";
import type { MovePage } from "@/lib/server/queries/move-planning";

const zonesNamed = 4;

/** The pop-up before a reseller is asked: when, who pays from then on, that nothing stops, and the way back. */
export async function MoveConfirmation({ page, asked }: { page: MovePage; asked: MoveAsked }) {
  const t = await getTranslations("moves.ask");
  const words = await getTranslations("packages.confirm");
  const messages = (await getMessages()) as { refusals: Sentences };
  const { taker, viewer, counts } = page;
  if (!taker) return null;
  const isAll = page.from !== null && !asked.ticked;
  const chosen = [
    ...(asked.from ? [["from", asked.from]] : []),
    ...(asked.ticked ? [["ticked", "1"]] : []),
    ...asked.hub.map((hubId) => ["hub", hubId]),
    ["reseller", taker.resellerId],
  ];
  return (
    <MoveDialog
      texts={{
        title: t("question", { n: counts.movable, reseller: taker.resellerName }),
        intro: t("intro"),
        confirm: t("confirm"),
        cancel: words("cancel"),
        close: words("close"),
        busy: words("busy"),
        fault: words("fault"),
        again: words("again"),
        offline: words("offline"),
      }}
      sentences={messages.refusals}
      hidden={{
        companySlug: viewer.companySlug,
        submissionId: randomUUID(),
        resellerId: taker.resellerId,
        from: isAll ? (asked.from ?? null) : null,
        hubs: isAll ? null : asked.hub.join(","),
      }}
      closeHref={`/c/${viewer.companySlug}/services/move?${new URLSearchParams(chosen)}`}
    >
      <ConsequenceLines tone="on" lines={await moveLines(page, taker)} />
    </MoveDialog>
  );
}

/** What a move does, in the order of every consequence card. */
export async function moveLines(page: MovePage, taker: NonNullable<MovePage["taker"]>): Promise<CardLine[]> {
  const t = await getTranslations("moves.card");
  const locale = await getLocale();
  const { boundaries, viewer, counts } = page;
  const shown = boundaries.slice(0, zonesNamed);
  const instants = shown.map(({ zone, at }) => formatInstant(at, { locale, timeZone: zone }));
  const more = boundaries.length - shown.length;
  const first = boundaries[0];
  const isElsewhere = first && boundaries.length === 1 && first.zone !== viewer.ownZone;
  const yours = isElsewhere
    ? t("yourTime", { instant: formatInstant(first.at, { locale, timeZone: viewer.ownZone }) })
    : undefined;
  const reseller = taker.resellerName;
  return [
    {
      icon: "cal",
      label: t("when"),
      text: [instants.join(" · "), more > 0 ? t("moreZones", { n: more }) : ""].filter(Boolean).join(" "),
      note: yours,
    },
    { icon: "pay", label: t("pays"), text: t("paysText", { reseller, n: counts.movable }) },
    { icon: "cut", label: t("stops"), text: t("stopsText") },
    { icon: "undo", label: t("back"), text: t("backText", { reseller }) },
  ];
}
