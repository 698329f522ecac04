/** Every call of the hub cloud: by what method, and where below its base. Source: INTEGRATION 3, 4 and 8.2. */
export const cloudRoutes = {
  login: { method: "POST", path: "/login" },
  refresh: { method: "POST", path: "/refresh" },
  events: { method: "GET", path: "/events" },
  listHubs: ofUser("GET", "/hubs"),
  readHub: ofUser("GET", "/hubs/{hubId}"),
  listDevices: ofUser("GET", "/hubs/{hubId}/devices"),
  listVideoEdges: ofUser("GET", "/hubs/{hubId}/devices/video-edges"),
  readDevice: ofUser("GET", "/hubs/{hubId}/devices/{deviceId}"),
  editDevice: ofUser("PUT", "/hubs/{hubId}/devices/{deviceId}"),
  commandDevice: ofUser("POST", "/hubs/{hubId}/devices/{deviceId}/command"),
  armHub: ofUser("PUT", "/hubs/{hubId}/commands/arming"),
  armGroup: ofUser("PUT", "/hubs/{hubId}/groups/{groupId}/commands/arming"),
  panic: ofUser("PUT", "/hubs/{hubId}/commands/panic"),
  muteFire: ofUser("PUT", "/hubs/{hubId}/commands/muteFireDetectors"),
  muteSound: ofUser("POST", "/hubs/{hubId}/commands/muteSoundIndication"),
  restore: ofUser("POST", "/hubs/{hubId}/commands/restoreAfterAlarmCondition"),
  listGroups: ofUser("GET", "/hubs/{hubId}/groups"),
  listRooms: ofUser("GET", "/hubs/{hubId}/rooms"),
  listUsers: ofUser("GET", "/hubs/{hubId}/users"),
  listLogs: ofUser("GET", "/hubs/{hubId}/logs"),
  listSpaces: ofUser("GET", "/spaces"),
  readSpace: ofUser("GET", "/spaces/{spaceId}"),
  companySpaces: ofCompany("GET", "/spaces"),
  companySpace: ofCompany("GET", "/spaces/{spaceId}"),
  companyHubs: ofCompany("GET", "/hubs"),
  companyHub: ofCompany("GET", "/hubs/{hubId}"),
  companyDevices: ofCompany("GET", "/hubs/{hubId}/devices"),
  companyDevice: ofCompany("GET", "/hubs/{hubId}/devices/{deviceId}"),
  companyRooms: ofCompany("GET", "/hubs/{hubId}/rooms"),
  companyGroups: ofCompany("GET", "/hubs/{hubId}/groups"),
  companyArmHub: ofCompany("PUT", "/hubs/{hubId}/commands/arming"),
  companyArmGroup: ofCompany("PUT", "/hubs/{hubId}/groups/{groupId}/commands/arming"),
  companyCommandDevice: ofCompany("POST", "/hubs/{hubId}/devices/{deviceId}/command"),
} as const;

export type CloudMethod = "GET" | "POST" | "PUT";
export type CloudRouteName = keyof typeof cloudRoutes;
type CloudRoute = { method: CloudMethod; path: string };

function ofUser<M extends CloudMethod>(method: M, path: string) {
  return { method, path: `/user/{userId}${path}` };
}

function ofCompany<M extends CloudMethod>(method: M, path: string) {
  return { method, path: `/company/{companyId}${path}` };
}

/** What the braces of a path stand for. */
export type PathValues = Readonly<Record<string, string>>;

/** Where a path leads. WRONG_METHOD: something is there, but not by this method. */
export type RouteMatch =
  | { kind: "FOUND"; name: CloudRouteName; values: PathValues }
  | { kind: "WRONG_METHOD"; allowed: readonly CloudMethod[] }
  | { kind: "UNKNOWN" };

/**
 * Finds the call that a path below the base names. Parts are compared after one decoding, and one that still holds a
 * slash, a backslash or a dot-dot leads nowhere. A slash at the end does not matter; a plain word wins over a brace.
 */
export function matchRoute(method: string, path: string): RouteMatch {
  const parts = partsOf(path);
  if (!parts) return { kind: "UNKNOWN" };
  const found = routeList.flatMap((route) => {
    const values = valuesOf(route.parts, parts);
    return values ? [{ ...route, values }] : [];
  });
  const plainest = found.toSorted((one, other) => Object.keys(one.values).length - Object.keys(other.values).length);
  const fewest = Object.keys(plainest[0]?.values ?? {}).length;
  const there = plainest.filter(({ values }) => Object.keys(values).length === fewest);
  if (there.length === 0) return { kind: "UNKNOWN" };
  const hit = there.find((route) => route.method === method);
  if (hit) return { kind: "FOUND", name: hit.name, values: hit.values };
  return { kind: "WRONG_METHOD", allowed: there.map((route) => route.method) };
}

const routeList = (Object.entries(cloudRoutes) as [CloudRouteName, CloudRoute][]).map(([name, { method, path }]) => ({
  name,
  method,
  parts: path.split("/").slice(1),
}));

function partsOf(path: string): string[] | null {
  const parts = path.replace(/\/$/, "").split("/").slice(1).map(decoded);
  const isClean = (part: string | null): part is string =>
    part !== null && part !== "" && part !== "." && part !== ".." && !/[/\\\0]/.test(part);
  return path.startsWith("/") && parts.every(isClean) ? parts : null;
}

function decoded(part: string): string | null {
  try {
    return decodeURIComponent(part);
  } catch {
    return null;
  }
}

function valuesOf(pattern: readonly string[], parts: readonly string[]): PathValues | null {
  if (pattern.length !== parts.length) return null;
  const values: Record<string, string> = {};
  for (const [index, word] of pattern.entries()) {
    const part = parts[index] ?? "";
    const name = /^\{(\w+)\}$/.exec(word)?.[1];
    if (name) values[name] = part;
    else if (word !== part) return null;
  }
  return values;
}
