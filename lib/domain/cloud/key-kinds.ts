/** What a company can make for its programs: a key that names an integration, or a token that opens its own hubs. */
export const keyKinds = ["API_KEY", "COMPANY_TOKEN"] as const;

export type KeyKind = (typeof keyKinds)[number];
