import { expect, test } from "vitest";
import { plainSentence } from "./plain-sentence";

test("the reader's cookie comes first, then the browser, then English", () => {
  expect(plainSentence("nothing", { cookie: "a=b; locale=uk", acceptLanguage: "en" })).toBe("Тут нічого немає.");
  expect(plainSentence("nothing", { cookie: "a=b; locale=en", acceptLanguage: "uk" })).toBe("Nothing is here.");
  expect(plainSentence("nothing", { cookie: null, acceptLanguage: "uk-UA,en;q=0.5" })).toBe("Тут нічого немає.");
  expect(plainSentence("nothing", { cookie: "locale=xx", acceptLanguage: null })).toBe("Nothing is here.");
});

test("a value takes its place in the sentence", () => {
  expect(plainSentence("formType", { cookie: null, acceptLanguage: null }, { type: "text/x" })).toBe(
    "Send this as text/x.",
  );
});
