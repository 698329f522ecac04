import { useTranslations } from "next-intl";
import { Icon } from "@/components/ui/icon";
import type { SimReading, SlotWord } from "@/lib/domain/sim-status";
import { simLook } from "./sim-look";

/** A SIM in one word with its icon: quiet while all is well, colored where somebody has to look. */
export function SimWord({ sim }: { sim: { word: SlotWord; reading: SimReading | null } }) {
  const t = useTranslations("hubs.sim");
  const { key, icon, isFault } = simLook(sim);
  return (
    <span className={isFault ? "row fault" : "row muted"}>
      <Icon name={icon} isSmall />
      {t(key)}
    </span>
  );
}
