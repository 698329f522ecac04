import { useTranslations } from "next-intl";
import type { IconName } from "@/components/ui/icon";
import { type Role, Tag } from "@/components/ui/tag";
import type { AccountState } from "@/lib/domain/billed-account";

export const accountLooks: Record<AccountState, { role: Role; icon: IconName }> = {
  LIVE: { role: "on", icon: "star" },
  ENDS: { role: "ends", icon: "ends" },
  ACTIVATING: { role: "way", icon: "way" },
  ENDED: { role: "none", icon: "need" },
};

/** How an account reads: icon, word and edge. */
export function AccountTag({ state }: { state: AccountState }) {
  const t = useTranslations("portal.accounts.states");
  return <Tag {...accountLooks[state]}>{t(state)}</Tag>;
}
