import { getTranslations } from "next-intl/server";
import { formTexts } from "@/app/shell/form-texts";
import { ArmingForm, type ArmingPress } from "@/components/home/arming-form";
import { ArmingTag } from "@/components/home/arming-tag";
import { Panel } from "@/components/ui/panel";
import type { HomeGroup, HomeHub } from "@/lib/server/queries/home";

/** How the hub and its groups are armed, with the orders that change it. */
export async function ArmingPanel({ home }: { home: HomeHub }) {
  const { hub, groups, word, isNight } = home;
  const t = await getTranslations("home.arming");
  const texts = await formTexts("/home/sign-in");
  const shared = { hubId: hub.hubId, anyway: t("anyway"), texts };
  return (
    <Panel id="arming" title={t("title")}>
      <p className="row flex-wrap mb-4">
        <ArmingTag word={word} isNight={isNight} />
      </p>
      <ArmingForm {...shared} group="" label={hub.name} presses={await hubPresses(home)} />
      {groups.length > 0 ? <h3 className="mt-6 mb-2">{t("groups")}</h3> : null}
      <ul className="groups">
        {groups.map(async (group) => (
          <li key={group.number}>
            <p className="row flex-wrap mb-2">
              <b>{group.name}</b>
              <ArmingTag word={group.isArmed ? "ARMED" : "DISARMED"} />
            </p>
            <ArmingForm {...shared} group={group.number} label={group.name} presses={await groupPresses(group)} />
          </li>
        ))}
      </ul>
    </Panel>
  );
}

async function hubPresses({ word, isNight }: HomeHub): Promise<ArmingPress[]> {
  const t = await getTranslations("home.arming");
  const isOn = word === "ARMED" || isNight;
  return [
    { press: "ARM", label: t("arm"), icon: "lock", look: isOn ? "plain" : "primary" },
    { press: "DISARM", label: t("disarm"), icon: "need", look: isOn ? "primary" : "plain" },
    isNight
      ? { press: "NIGHT_MODE_OFF", label: t("nightOff"), icon: "clock", look: "plain" }
      : { press: "NIGHT_MODE_ON", label: t("nightOn"), icon: "clock", look: "plain" },
  ];
}

/** The button's words name the group to whoever cannot see where it stands. */
async function groupPresses({ name, isArmed }: HomeGroup): Promise<ArmingPress[]> {
  const t = await getTranslations("home.arming");
  return [
    isArmed
      ? { press: "DISARM", label: t("disarm"), icon: "need", look: "plain", spoken: t("disarmGroup", { name }) }
      : { press: "ARM", label: t("arm"), icon: "lock", look: "plain", spoken: t("armGroup", { name }) },
  ];
}
