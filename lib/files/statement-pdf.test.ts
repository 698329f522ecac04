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
        { id: "1", cells: ["Дніпро «Їжак»", "€1.00"], isStrong: false },
        { id: "total", cells: ["Total", "€1.00"], isStrong: true },
      ],
    },
  ],
  note: null,
  foot: "ST-2026-10-ABCDEF",
};

/**
 * A number beside letters is a run of its own, so these names have letters only; and none that looks alike in Cyrillic:
 * documents of one process share their fonts, and with them the texts of their glyphs.
 */
const nameOf = (at: number) => [...`0${at}`].map((digit) => "bdfghjklmn"[Number(digit)]).join("");

/** A statement of so many dealers, none of whose names takes two lines, and of one account. */
function ofDealers(count: number): StatementDocument {
  const [dealers] = given.tables;
  if (!dealers) throw new Error("The document has no dealers.");
  const rows = Array.from({ length: count }, (_, at) => ({
    id: `${at}`,
    cells: [nameOf(at), "1"],
    isStrong: false,
  }));
  const total = { id: "total", cells: ["Total", `${count}`], isStrong: true };
  const accounts = {
    title: "Accounts",
    columns: dealers.columns,
    rows: [{ id: "a", cells: ["Hub", "1"], isStrong: false }],
  };
  return { ...given, tables: [{ ...dealers, rows: [...rows, total] }, accounts] };
}

/** The texts of each page; the foot is the first that is set on it, with the page's number. */
async function pagesOf(document: StatementDocument): Promise<string[][]> {
  const { lines, sizes } = readPdf(await printStatement(document));
  const starts = lines.flatMap((line, at) => (line === given.foot ? [at] : []));
  expect(starts).toHaveLength(sizes.length);
  return starts.map((start, at) => lines.slice(start, starts[at + 1]));
}

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

  test("repeats head and foot, and numbers each of its pages", async () => {
    const pages = await pagesOf(ofDealers(150));
    expect(pages.length).toBeGreaterThan(3);
    for (const [at, page] of pages.entries()) {
      expect(page).toContain(`${at + 1} / ${pages.length}`);
      expect(page.filter((line) => line === "Fee").length).toBeGreaterThan(0);
    }
    const names = pages.flat().filter((line) => /^[bdfghjklmn]+$/.test(line));
    expect(names).toEqual(Array.from({ length: 150 }, (_, at) => nameOf(at)));
  });

  // Some of these counts end right where the page does.
  test.each([36, 37, 38, 39, 40, 41, 42, 43])(
    "leaves no total or title alone on a page, as of %i dealers",
    async (count) => {
      for (const page of await pagesOf(ofDealers(count))) {
        if (page.includes("Total")) expect(page.indexOf(nameOf(count - 1))).toBeGreaterThan(0);
        expect(page.includes("Accounts")).toBe(page.includes("Hub"));
      }
    },
  );

  test("breaks a text that is too long for its column, without a hyphen", async () => {
    const number = "0123456789".repeat(12);
    const [table] = given.tables;
    if (!table) throw new Error("The document has no dealers.");
    const rows = [{ id: "1", cells: [number, "€1,234,567,890,123,456,789.00\u00a0EUR"], isStrong: false }];
    const { lines } = readPdf(await printStatement({ ...given, facts: [], tables: [{ ...table, rows }] }));
    expect(lines).not.toContain(number);
    expect(lines.join("")).toContain(number);
  });
});
