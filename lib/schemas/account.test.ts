import { describe, expect, it } from "vitest";
import { profileSchema, registerSchema } from "./account";

const given = {
  firstName: " Ada ",
  lastName: "Quill",
  email: "Ada@People.Example",
  password: "lighthouse-meadow-27",
  country: "UA",
  locale: "uk",
  timeZone: "Europe/Kiev",
  terms: "on",
};

describe("a registration", () => {
  it("is read trimmed, with a plain address and the zone's present name", () => {
    const { terms: _accepted, ...read } = registerSchema.parse(given);
    const expected = { firstName: "Ada", email: "ada@people.example", timeZone: "Europe/Kyiv" };
    expect(read).toMatchObject(expected);
  });

  it.each([
    ["firstName", " ", "REQUIRED"],
    ["email", "ada@people.example, eve@people.example", "EMAIL_WRONG"],
    ["email", "ada＠people", "EMAIL_WRONG"],
    ["password", "elevenchars", "PASSWORD_SHORT"],
    ["password", "x".repeat(129), "PASSWORD_LONG"],
    ["country", "XX", "CHOOSE_ONE"],
    ["locale", "tlh", "CHOOSE_ONE"],
    ["terms", undefined, "TERMS_NEEDED"],
  ])("names the problem of %s: %s", (field, value, problem) => {
    const result = registerSchema.safeParse({ ...given, [field]: value });
    expect(result.error?.issues.map(({ path, message }) => [path[0], message])).toEqual([[field, problem]]);
  });

  it.each(["", "Mars/Olympus", undefined])("goes on without a usable zone: %s", (timeZone) => {
    expect(registerSchema.parse({ ...given, timeZone }).timeZone).toBeNull();
  });

  it("takes no field that the form does not have", () => {
    expect(registerSchema.safeParse({ ...given, isPlatformAdmin: "true" }).success).toBe(false);
  });
});

it("a profile takes no zone that does not exist", () => {
  const result = profileSchema.safeParse({ name: "Ada", locale: "en", timeZone: "Mars/Olympus" });
  expect(result.error?.issues[0]?.message).toBe("CHOOSE_ONE");
});
