import { stringify } from "csv-stringify/sync";

type Csv<Column extends string> = {
  columns: readonly Column[];
  rows: AsyncIterable<Record<Column, string | number>>;
};

/** Rows written at once: enough for a packet, little enough to keep a long file out of memory. */
const batchSize = 200;

/**
 * Writes rows as CSV, piece by piece: a header with the column keys, then one line a row, quoted where needed, with
 * CRLF. Text that a spreadsheet would run as a formula gets an apostrophe in front (RELIABILITY, T-16); numbers are left
 * as they are, negative ones too. The file opens with a byte order mark, without which spreadsheets take names in other
 * scripts for noise.
 */
export async function* writeCsv<Column extends string>({ columns, rows }: Csv<Column>): AsyncGenerator<string> {
  yield `\uFEFF${columns.join(",")}\r\n`;
  let batch: (string | number)[][] = [];
  for await (const row of rows) {
    batch.push(columns.map((column) => row[column]));
    if (batch.length < batchSize) continue;
    yield toLines(batch);
    batch = [];
  }
  if (batch.length > 0) yield toLines(batch);
}

/** A lone line end is quoted too: the library quotes none but the delimiter itself. */
function toLines(rows: (string | number)[][]): string {
  return stringify(rows, { escape_formulas: true, record_delimiter: "windows", quoted_match: /[\r\n]/ });
}

/** Turns pieces of text into the body of an answer; the next piece is made when the reader has taken the one before. */
export function toBody(pieces: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    pull: async (controller) => {
      const { done, value } = await pieces.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    cancel: async () => {
      await pieces.return(undefined);
    },
  });
}
