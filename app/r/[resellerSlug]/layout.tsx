import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { CompanyFrame } from "@/app/shell/company-frame";
import { LivePage } from "@/app/shell/live-page";
import { type Section, SectionNav } from "@/components/shell/section-nav";
import { notePlace } from "@/lib/server/gate";
import { forPage } from "@/lib/server/pages";
import { getResellerClock } from "@/lib/server/queries/clock";
import { getDealerCounts, type WaitingCounts } from "@/lib/server/queries/dealers";

type Props = { params: Promise<{ resellerSlug: string }>; children: ReactNode };

/** The frame of a reseller's side: it decorates, and each page proves its reader anew. */
export default async function ResellerLayout({ params, children }: Props) {
  const { resellerSlug } = await params;
  const clock = await forPage(getResellerClock(resellerSlug));
  await forPage(notePlace(`/r/${resellerSlug}`));
  const counts = await forPage(getDealerCounts(resellerSlug));
  const t = await getTranslations("portal.nav");
  const home = `/r/${resellerSlug}`;
  const [dealers, requests, moves] = [`${home}/dealers`, `${home}/requests`, `${home}/moves`];
  const waiting = counts.waiting + counts.moves;
  const sections: Section[] = [
    { href: home, label: t("dashboard"), icon: "list" },
    {
      href: dealers,
      label: t("dealers"),
      short: t("dealersShort"),
      icon: "people",
      covers: [requests, moves],
      count: { n: waiting, label: t("waiting", { n: waiting }) },
    },
    { href: `${home}/accounts`, label: t("accounts"), icon: "hub" },
    { href: `${home}/statements`, label: t("payments"), short: t("paymentsShort"), icon: "pay" },
  ];
  return (
    <CompanyFrame home={home} clock={clock} sections={sections}>
      <SectionNav
        className="subnav"
        label={t("dealers")}
        sections={await dealerParts(home, counts)}
        only={[requests, moves, dealers]}
      />
      <LivePage topics={["connection"]} />
      {children}
    </CompanyFrame>
  );
}

/** The parts of Your dealers: what waits, and the dealers by where their connection stands. */
async function dealerParts(home: string, { waiting, moves, ...counts }: WaitingCounts): Promise<Section[]> {
  const t = await getTranslations("portal.nav");
  const states = [
    { state: "connected", query: "", icon: "people" },
    { state: "ending", query: "?state=ending", icon: "ends" },
    { state: "ended", query: "?state=ended", icon: "other" },
  ] as const;
  const lists = states.map(({ state, query, icon }) => ({
    href: `${home}/dealers${query}`,
    label: t(state),
    icon,
    isExact: true,
    count: { n: counts[state], label: t("dealersIn", { n: counts[state] }) },
  }));
  const live = { href: `${home}/dealers?state=live`, label: t("live"), icon: "star", isExact: true } as const;
  const [connected, ...others] = lists;
  const inboxes = [
    { href: `${home}/requests`, label: t("requests"), icon: "bell", count: waitingCount(waiting) },
    { href: `${home}/moves`, label: t("moves"), icon: "hub", count: waitingCount(moves) },
  ] as const;
  return [...inboxes, connected, live, ...others].filter((part) => part !== undefined);

  function waitingCount(n: number) {
    return { n, label: t("waiting", { n }) };
  }
}
