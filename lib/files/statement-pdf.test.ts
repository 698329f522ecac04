import { describe, expect, test } from "vitest";
import { readPdf } from "@/tests/support/pdf-text";
import type { StatementDocument } from "./statement-document";
import { printStatement } from "./statement-pdf";

const given: StatementDocument = {
  paper: "A4",
  language: "uk",
  title: "Statement for October 2026",
  facts: ["Охорона Дніпро", "شركة الأمان"],
  tables: [
    {
      title: "Dealers",
      columns: [
        { title: "Dealer", share: 70, isEnd: false },
        { title: "Fee", share: 30, isEnd: true },
      ],
      rows: [
        { cells: ["Дніпро «Їжак»", "€1.00"], isStrong: false },
        { cells: ["Total", "€1.00"], isStrong: true },
      ],
    },
  ],
  note: null,
  foot: "ST-2026-10-ABCDEF",
};

const reversed = (text: string) => [...text].reverse().join("");

describe("a statement's document", () => {
  test("holds its texts, Cyrillic ones too, with the number of each page", async () => {
    const { lines } = readPdf(await printStatement(given));
    expect(lines).toEqual(
      expect.arrayContaining([
        "Statement for October 2026",
        "Охорона Дніпро",
        "Дніпро «Їжак»",
        "€1.00",
        "Total",
        "1 / 1",
      ]),
    );
  });

  test("sets Arabic from right to left, its letters joined", async () => {
    const { lines, glyphs } = readPdf(await printStatement({ ...given, facts: ["نننن"] }));
    const at = lines.indexOf("نننن");
    // One letter four times: at the end, twice in the middle, at the beginning, from left to right.
    const [end, middle, other, first] = glyphs[at]?.split(" ") ?? [];
    expect(middle).toBe(other);
    expect(new Set([end, middle, first]).size).toBe(3);
    // Lam and alef are one sign, which a reader gets as both letters in their own order.
    const expected = reversed("شركة الأمان").replace(reversed("لأ"), "لأ");
    expect(readPdf(await printStatement(given)).lines).toContain(expected);
  });

  test.each([
    ["A4", 595, 842],
    ["LETTER", 612, 792],
  ] as const)("is printed on %s", async (paper, width, height) => {
    const [size] = readPdf(await printStatement({ ...given, paper })).sizes;
    expect(Math.round(size?.width ?? 0)).toBe(width);
    expect(Math.round(size?.height ?? 0)).toBe(height);
  });
});
