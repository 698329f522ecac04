import { useTranslations } from "next-intl";
import type { IconName } from "@/components/ui/icon";
import { type Role, Tag } from "@/components/ui/tag";

type State = "SENT" | "WITHDRAWN" | "EXPIRED";

const looks: Record<State, { role: Role; icon: IconName }> = {
  SENT: { role: "way", icon: "clock" },
  WITHDRAWN: { role: "none", icon: "undo" },
  EXPIRED: { role: "none", icon: "ends" },
};

/** Where an invitation by email stands: icon, word and edge. */
export function InvitationTag({ state }: { state: State }) {
  const t = useTranslations("resellers.invitationTags");
  return <Tag {...looks[state]}>{t(state)}</Tag>;
}
