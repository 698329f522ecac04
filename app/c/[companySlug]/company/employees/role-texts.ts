import { getTranslations } from "next-intl/server";
import type { RoleOption } from "@/components/employees/role-choices";
import type { InvitedRole } from "@/lib/domain/invitation";
import type { Permission } from "@/lib/domain/permissions";

/** Puts roles into words: name and what each is for. */
export async function roleOptions(roles: readonly InvitedRole[]): Promise<RoleOption[]> {
  const names = await getTranslations("roles");
  const about = await getTranslations("employees.about");
  return roles.map((role) => ({ role, name: names(role), about: about(role) }));
}

/** Makes the function that puts a right into words. */
export async function rightWords(): Promise<(permission: Permission) => string> {
  const t = await getTranslations("employees.rights");
  return (permission) => t(permission.replace(/[:-]/g, "_"));
}
