import type { IconName } from "@/components/ui/icon";
import type { Role } from "@/components/ui/tag";
import type { PackageTile } from "@/lib/domain/package-tile";

/** Icon and edge of each tile word: a state is never told by color alone. */
export const tileLooks: Record<PackageTile, { role: Role; icon: IconName }> = {
  ACTIVATION_REQUIRED: { role: "need", icon: "need" },
  ACTIVATED: { role: "on", icon: "star" },
  EXPIRES_SOON: { role: "ends", icon: "ends" },
  ACTIVATING: { role: "way", icon: "way" },
  MANAGED_ELSEWHERE: { role: "none", icon: "other" },
};
