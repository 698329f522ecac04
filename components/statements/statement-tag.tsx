import { useTranslations } from "next-intl";
import { Tag } from "@/components/ui/tag";

const looks = {
  OPEN: { role: "way", icon: "clock" },
  CLOSED: { role: "ends", icon: "lock" },
  PAID: { role: "on", icon: "ok" },
} as const;

/** Where a month's statement stands. */
export function StatementTag({ status }: { status: keyof typeof looks }) {
  const t = useTranslations("statements.states");
  const { role, icon } = looks[status];
  return (
    <Tag role={role} icon={icon}>
      {t(status)}
    </Tag>
  );
}
