import { env } from "@/lib/env";
import { demoApiKey, demoCompanyToken, demoHome, demoRelay, demoResidents } from "@/prisma/seed/homes";
import { demoAccounts, demoPassword } from "@/prisma/seed/people";

/**
 * Everything that a program needs to reach the demo world's hubs: base addresses, logins, keys and IDs. All of it is
 * written down in the open, as the demo's password is. Source: INTEGRATION 14.
 */
export function demoKeys() {
  const { portalOrigin, reportingAddress } = env();
  return {
    api: `${portalOrigin}/api`,
    connect: `${portalOrigin}/connect`,
    password: demoPassword,
    users: demoResidents.map(({ email, hubId }) => ({ email, hubId })),
    proAccount: demoAccounts[0]?.email ?? null,
    apiKey: demoApiKey,
    companyToken: demoCompanyToken,
    relay: demoRelay,
    reportingAddress,
    hub: {
      hubId: demoHome.hubId,
      devices: demoHome.devices.map(({ deviceId, type, name }) => ({ deviceId, type, name })),
    },
  };
}

/** The same as lines for a person. */
export function describeDemoKeys(): string {
  const { api, connect, password, users, apiKey, companyToken, relay } = demoKeys();
  return [
    `API ${api}, relay ${connect}`,
    ...users.map(({ email, hubId }) => `user ${email}, password ${password}, hub ${hubId}`),
    `API key ${apiKey}`,
    `company token ${companyToken}`,
    `relay account ${relay.user} / ${relay.password}`,
  ].join("\n");
}
