import { inflateSync } from "node:zlib";

type Dictionary = Map<number, string>;

/** A document as a reader's program sees it. `lines` are runs of text in the order in which they were set. */
export type PdfText = { lines: string[]; sizes: { width: number; height: number }[]; glyphs: string[] };

/** Reads the texts of a PDF back: its content streams, through the tables by which each font maps glyphs to characters. */
export function readPdf(pdf: Buffer): PdfText {
  const objects = objectsOf(pdf);
  const fonts = new Map<string, Dictionary>();
  for (const { head } of objects.values()) {
    for (const [, name, id] of head.matchAll(/\/(F\d+) (\d+) 0 R/g)) {
      const font = objects.get(Number(id))?.head ?? "";
      const map = objects.get(Number(/\/ToUnicode (\d+) 0 R/.exec(font)?.[1]));
      if (name && map?.body) fonts.set(name, toDictionary(map.body));
    }
  }
  const all = [...objects.values()];
  const sizes = all.flatMap(({ head }) => {
    const box = /\/Type \/Page\n[\s\S]*?\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/.exec(head);
    return box ? [{ width: Number(box[1]), height: Number(box[2]) }] : [];
  });
  const runs = all.flatMap(({ body }) => (body?.includes("BT") ? runsOf(body, fonts) : []));
  return { sizes, lines: runs.map(({ text }) => text), glyphs: runs.map(({ glyphs }) => glyphs) };
}

type PdfObject = { head: string; body: string | null };

function objectsOf(pdf: Buffer): Map<number, PdfObject> {
  const source = pdf.toString("latin1");
  const found = new Map<number, PdfObject>();
  for (const match of source.matchAll(/(\d+) 0 obj\n([\s\S]*?)endobj/g)) {
    const [, id = "", content = ""] = match;
    const start = content.indexOf("stream\n");
    if (start < 0) {
      found.set(Number(id), { head: content, body: null });
      continue;
    }
    const head = content.slice(0, start);
    const length = Number(/\/Length (\d+)/.exec(head)?.[1]);
    const bytes = Buffer.from(content.slice(start + 7, start + 7 + length), "latin1");
    const isPacked = head.includes("/FlateDecode");
    found.set(Number(id), { head, body: (isPacked ? inflateSync(bytes) : bytes).toString("latin1") });
  }
  return found;
}

/** A font's table lists the characters of its glyphs from the first one on, several for a ligature. */
function toDictionary(map: string): Dictionary {
  const dictionary: Dictionary = new Map();
  for (const [, first = "0", list = ""] of map.matchAll(/<([0-9a-f]{4})> <[0-9a-f]{4}> \[([\s\S]*?)\]/gi)) {
    let glyph = Number.parseInt(first, 16);
    for (const [, units = ""] of list.matchAll(/<([0-9a-f ]*)>/gi)) {
      const packed = units.replaceAll(" ", "");
      dictionary.set(glyph, Buffer.from(packed, "hex").swap16().toString("utf16le"));
      glyph += 1;
    }
  }
  return dictionary;
}

type Run = { text: string; glyphs: string };

function runsOf(body: string, fonts: ReadonlyMap<string, Dictionary>): Run[] {
  const runs: Run[] = [];
  for (const [block] of body.matchAll(/BT\n[\s\S]*?ET/g)) {
    const dictionary = fonts.get(/\/(F\d+) /.exec(block)?.[1] ?? "");
    const glyphs = [...block.matchAll(/<([0-9a-f]+)>/gi)].flatMap(([, hex = ""]) => hex.match(/.{4}/g) ?? []);
    const text = glyphs.map((glyph) => dictionary?.get(Number.parseInt(glyph, 16)) ?? "\uFFFD").join("");
    runs.push({ text, glyphs: glyphs.join(" ") });
  }
  return runs;
}
