import { getTranslations } from "next-intl/server";
import { type FormWords, PressForm } from "@/components/simulator/press-form";
import { Panel } from "@/components/ui/panel";
import type { PanelPeople } from "@/lib/server/queries/simulator";
import { invitationPresses, peoplePresses, userPresses } from "./presses";

type Props = { hubId: string; people: PanelPeople } & FormWords;

/** Who lives with a hub, with what can befall them and their programs, and who is invited to it. */
export async function PeoplePanel({ hubId, people, ...words }: Props) {
  const t = await getTranslations("simulator");
  const presses = await userPresses();
  return (
    <Panel id="people" title={t("panels.people")}>
      <PressForm
        hubId={hubId}
        label={t("panels.people")}
        presses={await peoplePresses(people.isReporting)}
        {...words}
      />
      <div className="stack mt-4">
        {people.users.length === 0 ? <p className="muted mb-0">{t("panels.noPeople")}</p> : null}
        {people.users.map(({ email, name, role }) => (
          <div key={email}>
            <h3 className="mb-2">
              {name} <small className="muted">{t(`people.${role}`, { email })}</small>
            </h3>
            <PressForm hubId={hubId} email={email} label={name} presses={presses} {...words} />
          </div>
        ))}
        <div>
          <h3 className="mb-2">{t("people.invitation")}</h3>
          {people.invited.length > 0 ? (
            <p className="muted">{t("people.invited", { emails: people.invited.join(", ") })}</p>
          ) : null}
          <PressForm
            hubId={hubId}
            emailLabel={t("people.email")}
            label={t("people.invitation")}
            presses={await invitationPresses()}
            {...words}
          />
        </div>
      </div>
    </Panel>
  );
}
