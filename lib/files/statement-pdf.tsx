import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { Document, Font, Page, renderToBuffer, StyleSheet, Text, View } from "@react-pdf/renderer";
import type { DocumentTable, StatementDocument } from "./statement-document";

const family = "DejaVu Sans Condensed";
const fonts = join(dirname(createRequire(import.meta.url).resolve("dejavu-fonts-ttf/package.json")), "ttf");

Font.register({
  family,
  fonts: [
    { src: join(fonts, "DejaVuSansCondensed.ttf") },
    { src: join(fonts, "DejaVuSansCondensed-Bold.ttf"), fontWeight: 700 },
  ],
});
const mark = "\u00ad";

// A word is broken where it is marked, and without a hyphen: that would look like a part of a number.
Font.registerHyphenationCallback((word) => word.split(mark).flatMap((piece, at) => (at ? ["", piece] : [piece])));

/** In points: between a column's text and the next column, A4 between its edges, a letter, and what a capital has more. */
const cellGap = 6;
const lineWidth = 523;
const letterWidth = 4.9;
const capitalExtra = 1.5;

/** Keeps an element on the page of what follows it: a title with its table, a head with its first row. */
const withNext = { minPresenceAhead: 1 };

const styles = StyleSheet.create({
  page: { fontFamily: family, fontSize: 8, paddingTop: 40, paddingBottom: 48, paddingHorizontal: 36, color: "#1a1a1a" },
  title: { fontSize: 16, fontWeight: 700, marginBottom: 8 },
  fact: { fontSize: 9, marginBottom: 3 },
  caption: { fontSize: 11, fontWeight: 700, marginTop: 16, marginBottom: 4 },
  row: { flexDirection: "row", borderBottomWidth: 0.5, borderBottomColor: "#d4d4d4", paddingVertical: 3 },
  head: { fontWeight: 700, borderBottomColor: "#1a1a1a" },
  strong: { fontWeight: 700 },
  cell: { paddingRight: cellGap },
  note: { marginTop: 12, fontSize: 9 },
  foot: { position: "absolute", bottom: 24, left: 36, right: 36, flexDirection: "row", fontSize: 7, color: "#525252" },
  fill: { flexGrow: 1, flexShrink: 1, flexBasis: 0, paddingRight: 24, maxLines: 1, textOverflow: "ellipsis" },
});

/**
 * Prints a statement on A4 or Letter. Sets each script in its own direction, Arabic and Cyrillic included, and repeats a
 * table's head on each of its pages. Each text is measured once: laid out anew for each page, 2,000 lines take a minute.
 */
export async function printStatement(given: StatementDocument): Promise<Buffer> {
  return renderToBuffer(
    <Document title={given.title} language={given.language}>
      <Page experimentalPagination size={given.paper} style={styles.page}>
        {/* Comes first: what is fixed repeats from the page on where it stands in the text. */}
        <View style={styles.foot} fixed>
          <Text style={styles.fill}>{given.foot}</Text>
          <Text render={({ pageNumber, totalPages }) => `${pageNumber} / ${totalPages}`} />
        </View>
        <Text style={styles.title}>{given.title}</Text>
        {given.facts.map((fact) => (
          <Text key={fact} style={styles.fact}>
            {toFitting(fact, 100)}
          </Text>
        ))}
        {given.tables.map((table) => (
          <Table key={table.title} table={table} />
        ))}
        {given.note ? <Text style={styles.note}>{given.note}</Text> : null}
      </Page>
    </Document>,
  );
}

function Table({ table: { title, columns, rows } }: { table: DocumentTable }) {
  // A total never stands alone on a page: the row before it goes with it.
  const last = rows.at(-1)?.isStrong ? rows.slice(-2) : [];
  return (
    <>
      <Text style={styles.caption} {...withNext}>
        {title}
      </Text>
      <View>
        <View style={[styles.row, styles.head]} fixed wrap={false} {...withNext}>
          <Cells columns={columns} texts={columns.map((column) => column.title)} />
        </View>
        {rows.slice(0, rows.length - last.length).map((row) => (
          <Row key={row.id} row={row} columns={columns} />
        ))}
        <View wrap={false}>
          {last.map((row) => (
            <Row key={row.id} row={row} columns={columns} />
          ))}
        </View>
      </View>
    </>
  );
}

type Columns = Pick<DocumentTable, "columns">;

function Row({ row, columns }: Columns & { row: DocumentTable["rows"][number] }) {
  return (
    <View style={row.isStrong ? [styles.row, styles.strong] : styles.row} wrap={false}>
      <Cells columns={columns} texts={row.cells} />
    </View>
  );
}

function Cells({ columns, texts }: Columns & { texts: readonly string[] }) {
  return columns.map(({ title, share, isEnd }, index) => (
    <Text key={title} style={[styles.cell, { width: `${share}%`, textAlign: isEnd ? "right" : "left" }]}>
      {toFitting(texts[index] ?? "", share)}
    </Text>
  ));
}

/**
 * Lets a text be broken where it is too long for its share of the width, so that it never runs into the next column: an
 * amount beside its currency, a word after its hyphens, and what is still too long anywhere.
 */
function toFitting(text: string, share: number): string {
  const width = (lineWidth * share) / 100 - cellGap;
  const opened = widthOf(text) > width ? text.replaceAll("\u00a0", " ") : text;
  return opened.replace(/\S+/gu, (word) => (widthOf(word) > width ? toPieces(word, width).join(mark) : word));
}

function toPieces(word: string, width: number): string[] {
  return word
    .split(/(?<=-)/u)
    .flatMap((part) => (widthOf(part) > width ? (part.match(/(?:\P{M}\p{M}*){1,4}/gu) ?? [part]) : [part]));
}

/** Points that a text takes at most, but for rare letters. */
function widthOf(text: string): number {
  const capitals = text.match(/\p{Lu}/gu)?.length ?? 0;
  return text.length * letterWidth + capitals * capitalExtra;
}
