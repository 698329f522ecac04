import { useTranslations } from "next-intl";
import { Icon, type IconName } from "@/components/ui/icon";

export type RunState = "PLANNED" | "RUNNING" | "COMPLETE" | "COMPLETE_WITH_FAILURES";

const looks: Record<RunState, { className: string; icon: IconName }> = {
  PLANNED: { className: "st", icon: "clock" },
  RUNNING: { className: "st st-way", icon: "way" },
  COMPLETE: { className: "st st-on", icon: "ok" },
  COMPLETE_WITH_FAILURES: { className: "st st-bad", icon: "octa" },
};

/** Says how far a month rollover is: icon, word and edge. */
export function RunTag({ status }: { status: RunState }) {
  const t = useTranslations("rollover.states");
  const { className, icon } = looks[status];
  return (
    <span className={`tag ${className}`}>
      <Icon name={icon} isSmall />
      {t(status)}
    </span>
  );
}
