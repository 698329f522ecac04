import { useTranslations } from "next-intl";
import { Tag } from "@/components/ui/tag";
import type { ArmingWord } from "./home-facts";

const roles = { ARMED: "on", PARTLY_ARMED: "way", NIGHT_MODE: "on", DISARMED: "neutral" } as const;

const nightLook = { role: "on", icon: "clock" } as const;

/** How a hub or a group is armed, in icon and word; night mode beside it where it does not stand alone. */
export function ArmingTag({ word, isNight = false }: { word: ArmingWord; isNight?: boolean }) {
  const t = useTranslations("home.arming");
  return (
    <>
      <Tag role={roles[word]} icon={word === "DISARMED" ? "need" : "lock"}>
        {t(word)}
      </Tag>
      {isNight && word !== "NIGHT_MODE" ? <Tag {...nightLook}>{t("NIGHT_MODE")}</Tag> : null}
    </>
  );
}
