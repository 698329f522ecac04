import { getLocale, getTranslations } from "next-intl/server";
import type { FormTexts } from "@/components/forms/use-action-form";
import { InvitationPress } from "@/components/home/invitation-press";
import { Panel } from "@/components/ui/panel";
import { Tag } from "@/components/ui/tag";
import { formatCity, formatShortInstant } from "@/lib/i18n/format";
import type { HubUsersPage } from "@/lib/server/queries/home-users";

const pendingLook = { role: "neutral", icon: "clock" } as const;
const reporterLook = { role: "on", icon: "ok" } as const;

/** Invitations that wait. Waiting is no fault: they stay open until they are accepted or revoked (INTEGRATION 10.9). */
export async function InvitationList({ page, texts }: { page: HubUsersPage; texts: FormTexts }) {
  const { invitations, isMaster, hubId, timeZone } = page;
  const t = await getTranslations("home.users");
  const history = await getTranslations("history.timeline");
  const locale = await getLocale();
  return (
    <Panel
      id="invitations"
      title={t("invitations")}
      fact={invitations.length > 0 ? history("zone", { zone: formatCity(timeZone) }) : null}
      isPadded={invitations.length === 0}
    >
      {invitations.length === 0 ? <p className="muted">{t("noInvitations")}</p> : null}
      <ul className="people">
        {invitations.map(({ id, email, invitedByName: name, at, isReporter }) => (
          <li key={id}>
            <div>
              <b>{email}</b>
              <small>{t("invitedBy", { name, at: formatShortInstant(at, { locale, timeZone }) })}</small>
              {isReporter ? <small>{t("reporterNote")}</small> : null}
            </div>
            {isReporter ? <Tag {...reporterLook}>{t("reports")}</Tag> : <Tag {...pendingLook}>{t("pending")}</Tag>}
            {isMaster ? (
              <InvitationPress
                verb="revoke"
                label={t("revoke")}
                spoken={t("revokeOf", { email })}
                texts={texts}
                hidden={{ hubId, email }}
              />
            ) : null}
          </li>
        ))}
      </ul>
    </Panel>
  );
}
