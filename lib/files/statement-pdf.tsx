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
// Names and numbers are never broken inside a word.
Font.registerHyphenationCallback((word) => [word]);

const styles = StyleSheet.create({
  page: { fontFamily: family, fontSize: 8, paddingTop: 40, paddingBottom: 48, paddingHorizontal: 36, color: "#1a1a1a" },
  title: { fontSize: 16, fontWeight: 700, marginBottom: 8 },
  fact: { fontSize: 9, marginBottom: 3 },
  caption: { fontSize: 11, fontWeight: 700, marginTop: 16, marginBottom: 4 },
  row: { flexDirection: "row", borderBottomWidth: 0.5, borderBottomColor: "#d4d4d4", paddingVertical: 3 },
  head: { fontWeight: 700, borderBottomColor: "#1a1a1a" },
  strong: { fontWeight: 700 },
  cell: { paddingRight: 6 },
  note: { marginTop: 12, fontSize: 9 },
  foot: { position: "absolute", bottom: 24, left: 36, right: 36, flexDirection: "row", fontSize: 7, color: "#525252" },
  fill: { flexGrow: 1 },
});

/** Prints a statement on A4 or Letter. Sets each script in its own direction, Arabic and Cyrillic included. */
export async function printStatement(given: StatementDocument): Promise<Buffer> {
  return renderToBuffer(
    <Document title={given.title} language={given.language}>
      <Page size={given.paper} style={styles.page}>
        <Text style={styles.title}>{given.title}</Text>
        {given.facts.map((fact) => (
          <Text key={fact} style={styles.fact}>
            {fact}
          </Text>
        ))}
        {given.tables.map((table) => (
          <Table key={table.title} table={table} />
        ))}
        {given.note ? <Text style={styles.note}>{given.note}</Text> : null}
        <View style={styles.foot} fixed>
          <Text style={styles.fill}>{given.foot}</Text>
          <Text render={({ pageNumber, totalPages }) => `${pageNumber} / ${totalPages}`} />
        </View>
      </Page>
    </Document>,
  );
}

function Table({ table: { title, columns, rows } }: { table: DocumentTable }) {
  const cellsOf = (texts: readonly string[]) =>
    columns.map(({ title: key, share, isEnd }, index) => (
      <Text key={key} style={[styles.cell, { width: `${share}%`, textAlign: isEnd ? "right" : "left" }]}>
        {texts[index]}
      </Text>
    ));
  return (
    <View>
      <Text style={styles.caption} minPresenceAhead={40}>
        {title}
      </Text>
      <View style={[styles.row, styles.head]} fixed>
        {cellsOf(columns.map((column) => column.title))}
      </View>
      {rows.map(({ cells, isStrong }) => (
        <View key={cells.join(" ")} style={isStrong ? [styles.row, styles.strong] : styles.row} wrap={false}>
          {cellsOf(cells)}
        </View>
      ))}
    </View>
  );
}
