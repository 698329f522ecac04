import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseEmail } from "./email";

describe("addresses", () => {
  it.each([
    ["Anna@Pro.Example", "anna@pro.example"],
    ["  o'brien+hub@mail.co.uk ", "o'brien+hub@mail.co.uk"],
    ["anna\uFF20pro.example", "anna@pro.example"],
    ["a@xn--e1afmkfd.xn--p1ai", "a@xn--e1afmkfd.xn--p1ai"],
  ])("reads %j", (text, email) => {
    expect(parseEmail(text)).toBe(email);
  });

  it.each([
    "",
    "anna",
    "anna@",
    "@pro.example",
    "anna@pro",
    "anna@@pro.example",
    "anna@evil.example@pro.example",
    '"anna b"@pro.example',
    '"a@evil.example,"@pro.example',
    "anna@pro.example,eve@evil.example",
    "anna@pro.example;eve@evil.example",
    "anna@pro.example eve@evil.example",
    "anna@pro.example\r\nBcc: eve@evil.example",
    "anna@pro.example\nx",
    "anna(comment)@pro.example",
    "Anna <anna@pro.example>",
    "anna@[127.0.0.1]",
    "anna@127.0.0.1",
    "anna@-pro.example",
    "anna@pro..example",
    ".anna@pro.example",
    "anna.@pro.example",
    "an..na@pro.example",
    "анна@pro.example",
    "anna@про.example",
    "anna@pro.example\u0000",
    `${"a".repeat(65)}@pro.example`,
    `a@${"b".repeat(63)}.${"c".repeat(63)}.${"d".repeat(63)}.${"e".repeat(63)}.example`,
  ])("refuses %j", (text) => {
    expect(parseEmail(text)).toBeNull();
  });

  it("names one recipient or none, for a thousand odd texts", () => {
    const piece = fc.oneof(
      fc.constantFrom(
        "@",
        "\uFF20",
        "\uFE6B",
        ",",
        ";",
        '"',
        "\r\n",
        " ",
        "<",
        ">",
        "(",
        ")",
        "\\",
        "%",
        "\u200b",
        "\u0000",
      ),
      fc.constantFrom("anna", "pro.example", "evil.example", "bcc:", "admin@portal.example"),
      fc.string({ unit: "grapheme" }),
    );
    const text = fc.array(piece, { minLength: 1, maxLength: 8 }).map((pieces) => pieces.join(""));
    fc.assert(
      fc.property(text, (odd) => {
        const email = parseEmail(odd);
        if (email === null) return true;
        const isOne = email.split("@").length === 2 && !/[\s,;<>"()[\]\\\p{Cc}]/u.test(email);
        return isOne && parseEmail(email) === email;
      }),
      { numRuns: 1_000 },
    );
  });
});
