import { getTranslations } from "next-intl/server";
import { ButtonLink } from "@/components/ui/button";
import { Panel } from "@/components/ui/panel";
import { Tag } from "@/components/ui/tag";
import type { HubUsersPage } from "@/lib/server/queries/home-users";

const masterLook = { role: "on", icon: "cap" } as const;

/** The users of a hub, its masters first. A master removes any, and anybody may leave. */
export async function UserList({ page: { users, isMaster, hubId } }: { page: HubUsersPage }) {
  const t = await getTranslations("home.users");
  return (
    <Panel id="users" title={t("list")} fact={t("count", { n: users.length })} isPadded={false}>
      <ul className="people">
        {users.map(({ userId, name, email, role, isYou }) => (
          <li key={userId}>
            <div>
              <b>{isYou ? t("you", { name }) : name}</b>
              <small>{email}</small>
            </div>
            {role === "MASTER" ? <Tag {...masterLook}>{t("master")}</Tag> : null}
            {isMaster || isYou ? (
              <ButtonLink
                isSmall
                href={`/home/hubs/${hubId}/users?remove=${userId}`}
                scroll={false}
                prefetch={false}
                aria-label={isYou ? t("leave.confirm") : t("remove.spoken", { name })}
              >
                {isYou ? t("leave.confirm") : t("remove.confirm")}
              </ButtonLink>
            ) : null}
          </li>
        ))}
      </ul>
    </Panel>
  );
}
