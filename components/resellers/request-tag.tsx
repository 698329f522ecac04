import { useTranslations } from "next-intl";
import type { IconName } from "@/components/ui/icon";
import { type Role, Tag } from "@/components/ui/tag";
import type { RequestStatus } from "@/lib/domain/connection-request";

const looks: Record<RequestStatus, { role: Role; icon: IconName }> = {
  PENDING: { role: "way", icon: "clock" },
  APPROVED: { role: "on", icon: "ok" },
  DECLINED: { role: "bad", icon: "octa" },
  WITHDRAWN: { role: "none", icon: "undo" },
  EXPIRED: { role: "none", icon: "ends" },
};

/** Where a request stands: icon, word and edge. */
export function RequestTag({ status }: { status: RequestStatus }) {
  const t = useTranslations("resellers.tags");
  return <Tag {...looks[status]}>{t(status)}</Tag>;
}
