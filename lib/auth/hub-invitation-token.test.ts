import { beforeEach, expect, it, vi } from "vitest";
import { readHubInvitationToken, writeHubInvitationToken } from "./hub-invitation-token";

beforeEach(() => {
  vi.stubEnv("DATABASE_URL", "postgres://nobody@127.0.0.1/none");
  vi.stubEnv("PORTAL_ORIGIN", "https://portal.example");
  vi.stubEnv("AUTH_SECRET", "a secret of the tests, long enough to be one");
});

const id = "0b9f4a52-7d1e-4c55-9a3e-2f6f0f6d8c11";

it("reads what it wrote, and nothing else", () => {
  const token = writeHubInvitationToken(id);
  expect(readHubInvitationToken(token)).toBe(id);
  const other = token.replace("0b9f", "0b9e");
  for (const bad of [other, token.slice(0, -2), `${token}.x`, id, "", `nothing.${token.split(".")[1]}`]) {
    expect(readHubInvitationToken(bad), bad).toBeNull();
  }
});
