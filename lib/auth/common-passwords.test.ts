import { expect, it } from "vitest";
import { commonPasswords } from "./common-passwords";

it("ships at least 3,000 common passwords, counted after the filter of length", () => {
  const list = commonPasswords();
  expect(list.size).toBeGreaterThan(3_000);
  const lengths = [...list].map((password) => password.length);
  expect([Math.min(...lengths) >= 12, Math.max(...lengths) <= 128]).toEqual([true, true]);
  expect([...list].filter((password) => password !== password.toLowerCase())).toEqual([]);
});

it.each(["password1234", "qwerty123456", "passwordpassword", "1q2w3e4r5t6y", "iloveyou1234", "ukraine12345"])(
  "holds %s",
  (password) => expect(commonPasswords().has(password)).toBe(true),
);
