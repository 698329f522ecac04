import { getTranslations } from "next-intl/server";
import { formTexts } from "@/app/shell/form-texts";
import { InvitationPress } from "@/components/home/invitation-press";
import { Panel } from "@/components/ui/panel";
import { forPage } from "@/lib/server/pages";
import { getOwnHubInvitations } from "@/lib/server/queries/home-users";

/** Hubs whose masters wait for this person's answer. Nothing is shown for none. */
export async function OwnInvitations() {
  const invitations = await forPage(getOwnHubInvitations());
  if (invitations.length === 0) return null;
  const t = await getTranslations("home.own");
  const texts = await formTexts("/home/sign-in");
  return (
    <Panel id="own-invitations" title={t("title")} isPadded={false} className="mb-4">
      <ul className="people">
        {invitations.map(({ id: invitationId, hubName: hub, invitedByName: name }) => (
          <li key={invitationId}>
            <div>
              <b>{hub}</b>
              <small>{t("by", { name })}</small>
            </div>
            {(["accept", "decline"] as const).map((verb) => (
              <InvitationPress
                key={verb}
                verb={verb}
                label={t(verb)}
                spoken={t(`${verb}Of`, { hub })}
                texts={texts}
                hidden={{ invitationId }}
              />
            ))}
          </li>
        ))}
      </ul>
    </Panel>
  );
}
