import { type CloudRouteName, cloudRoutes } from "@/lib/domain/cloud/routes";
import type { Home } from "./home";

/** The path of a call with everything of a home put in, its socket for the device; `change` puts other words in. */
export function pathIn(home: Home, name: CloudRouteName, change: Record<string, string> = {}): string {
  const values: Record<string, string> = {
    userId: home.user.id,
    companyId: home.dealer.id,
    hubId: home.hub.hubId,
    deviceId: home.devices.socket,
    groupId: "00000001",
    spaceId: home.hub.objectId,
    ...change,
  };
  return cloudRoutes[name].path.replace(/\{(\w+)\}/g, (_, part: string) => values[part] ?? "");
}
