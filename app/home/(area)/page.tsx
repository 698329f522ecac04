import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { LiveHomePage } from "@/app/shell/live-page";
import { HomeHubCard } from "@/components/home/home-hub-card";
import { buttonClass } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { forPage } from "@/lib/server/pages";
import { getHomeHubs, getResident } from "@/lib/server/queries/home";
import { homeName } from "../home-name";
import { OwnInvitations } from "./own-invitations";

export async function generateMetadata(): Promise<Metadata> {
  return { title: { absolute: await homeName() } };
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
        <NoHubs />
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

/** Whoever has no hub asks for one: a letter that says who is to be invited, and where. */
async function NoHubs() {
  const { email } = await forPage(getResident());
  const t = await getTranslations("home.noHubs");
  const letter = new URLSearchParams({ subject: t("subject"), body: t("body", { email }) });
  return (
    <section className="panel" aria-label={t("title")}>
      <EmptyState
        icon="hub"
        title={t("title")}
        act={
          <a className={buttonClass({})} href={`mailto:?${letter.toString().replaceAll("+", "%20")}`}>
            {t("act")}
          </a>
        }
      >
        {t("text", { email })}
      </EmptyState>
    </section>
  );
}
