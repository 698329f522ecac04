import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { LiveHomePage } from "@/app/shell/live-page";
import { HomeHubCard } from "@/components/home/home-hub-card";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { forPage } from "@/lib/server/pages";
import { getHomeHubs } from "@/lib/server/queries/home";
import { OwnInvitations } from "./own-invitations";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("home"))("title") };
}

/** The hubs somebody lives with, each with how it is armed and what it says. */
export default async function HomeHubsPage() {
  const homes = await forPage(getHomeHubs());
  const t = await getTranslations("home");
  return (
    <>
      <LiveHomePage topics={["hub", "package"]} />
      <PageHeader title={t("title")} fact={t("hubCount", { n: homes.length })} />
      <OwnInvitations />
      {homes.length === 0 ? (
        <EmptyState icon="hub" title={t("noHubs.title")}>
          {t("noHubs.text")}
        </EmptyState>
      ) : (
        <ul className="homes">
          {homes.map((home) => (
            <li key={home.hub.hubId}>
              <HomeHubCard home={home} />
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
