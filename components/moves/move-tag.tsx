import { useTranslations } from "next-intl";
import type { IconName } from "@/components/ui/icon";
import { type Role, Tag } from "@/components/ui/tag";
import type { MoveStatus } from "@/lib/domain/move-request";

const looks: Record<MoveStatus, { role: Role; icon: IconName }> = {
  PENDING: { role: "way", icon: "clock" },
  APPROVED: { role: "on", icon: "ok" },
  DECLINED: { role: "bad", icon: "octa" },
  WITHDRAWN: { role: "none", icon: "undo" },
  EXPIRED: { role: "none", icon: "ends" },
};

/** Where a request to take hubs over stands: icon, word and edge. */
export function MoveTag({ status }: { status: MoveStatus }) {
  const t = useTranslations("moves.tags");
  return <Tag {...looks[status]}>{t(status)}</Tag>;
}
