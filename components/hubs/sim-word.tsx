import { useTranslations } from "next-intl";
import { Icon } from "@/components/ui/icon";
import type { SimReading, SlotWord } from "@/lib/domain/sim-status";
import { simLook } from "./sim-look";

type Props = { sim: { word: SlotWord; reading: SimReading | null }; isSpare?: boolean };

/** A SIM in one word with its icon: quiet while all is well, colored where somebody has to look. A spare slot may be empty. */
export function SimWord({ sim, isSpare = false }: Props) {
  const t = useTranslations("hubs.sim");
  const { key, icon, isFault } = simLook(sim);
  return (
    <span className={isFault && !(isSpare && sim.word === "NO_SIM") ? "row fault" : "row muted"}>
      <Icon name={icon} isSmall />
      {t(key)}
    </span>
  );
}
