import { useTranslations } from "next-intl";
import type { IconName } from "@/components/ui/icon";
import { type Role, Tag } from "@/components/ui/tag";

type ConnectionState = "OPEN" | "ENDING" | "CLOSED";

const looks: Record<ConnectionState, { role: Role; icon: IconName }> = {
  OPEN: { role: "on", icon: "ok" },
  ENDING: { role: "ends", icon: "ends" },
  CLOSED: { role: "none", icon: "stop" },
};

/** Where a connection stands: icon, word and edge. */
export function ConnectionTag({ state }: { state: ConnectionState }) {
  const t = useTranslations("resellers.connectionTags");
  return <Tag {...looks[state]}>{t(state)}</Tag>;
}
