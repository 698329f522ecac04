import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { dialogTexts } from "@/app/shell/dialog-texts";
import { formTexts } from "@/app/shell/form-texts";
import { LiveHomePage } from "@/app/shell/live-page";
import { HomeDialog } from "@/components/home/home-dialog";
import { InvitationPress } from "@/components/home/invitation-press";
import { InviteForm } from "@/components/home/invite-form";
import { Crumbs } from "@/components/ui/crumbs";
import { Note } from "@/components/ui/note";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { forPage } from "@/lib/server/pages";
import { getHubUsers, type HubUsersPage } from "@/lib/server/queries/home-users";
import { InvitationList } from "./invitation-list";
import { UserList } from "./user-list";

type Props = {
  params: Promise<{ hubId: string }>;
  searchParams: Promise<{ remove?: string | string[] }>;
};

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("home.users"))("title") };
}

/** Who belongs to a hub and who is invited; its masters invite, revoke and remove. */
export default async function HubUsersPageView({ params, searchParams }: Props) {
  const { hubId } = await params;
  const page = await forPage(getHubUsers(hubId));
  const asked = (await searchParams).remove;
  const t = await getTranslations("home.users");
  const home = await getTranslations("home");
  const hubs = await getTranslations("hubs");
  const texts = await formTexts("/home/sign-in");
  const own = `/home/hubs/${hubId}`;
  const crumbs = [{ label: home("title"), href: "/home" }, { label: page.hubName, href: own }, { label: t("title") }];
  return (
    <>
      <LiveHomePage topics={[`hub:${hubId}`]} />
      <Crumbs label={hubs("crumbs")} entries={crumbs} />
      <PageHeader title={t("title")} fact={page.isMaster ? t("fact") : t("factUser")} />
      <div className="cols">
        <div className="stack">
          <UserList page={page} />
          <InvitationList page={page} texts={texts} />
        </div>
        <div className="stack">
          {page.isMaster ? (
            <Panel id="invite" title={t("invite.title")}>
              <InviteForm
                hubId={hubId}
                texts={texts}
                labels={{
                  email: t("invite.email"),
                  hint: t("invite.hint"),
                  submit: t("invite.submit"),
                  done: t("invite.done"),
                }}
              />
            </Panel>
          ) : null}
          <Reporting page={page} />
        </div>
      </div>
      <Removal page={page} userId={typeof asked === "string" ? asked : ""} />
    </>
  );
}

/** Whether the hub reports to linked boxes, which hangs on one invitation (INTEGRATION 10.8). */
async function Reporting({ page }: { page: HubUsersPage }) {
  const { hubId, isMaster, isReporting, reportingAddress: email } = page;
  const t = await getTranslations("home.users.reporting");
  return (
    <Panel id="reporting" title={t("title")}>
      <Note kind={isReporting ? "done" : "info"}>{isReporting ? t("on", { email }) : t("off", { email })}</Note>
      {isMaster && !isReporting ? (
        <div className="mt-4">
          <InvitationPress
            verb="report"
            label={t("turnOn")}
            spoken={t("turnOn")}
            texts={await formTexts("/home/sign-in")}
            hidden={{ hubId, email }}
          />
        </div>
      ) : null}
    </Panel>
  );
}

/** The confirmation of a removal, open because the address names a user of the hub. */
async function Removal({ page, userId }: { page: HubUsersPage; userId: string }) {
  const user = page.users.find((each) => each.userId === userId);
  if (!user) return null;
  const t = await getTranslations(user.isYou ? "home.users.leave" : "home.users.remove");
  const names = { name: user.name, hub: page.hubName };
  const own = { title: t("question", names), intro: t("intro"), confirm: t("confirm") };
  return (
    <HomeDialog
      verb="remove"
      {...(await dialogTexts(own))}
      hidden={{ hubId: page.hubId, userId }}
      closeHref={`/home/hubs/${page.hubId}/users`}
    >
      <p>{t("text", names)}</p>
    </HomeDialog>
  );
}
