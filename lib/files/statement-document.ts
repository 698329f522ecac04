import { z } from "zod";

/** Lines a document holds at most; a statement with more refers to its CSV. */
export const mostLines = 2_000;

export const papers = ["A4", "LETTER"] as const;

const rowSchema = z.object({ id: z.string(), cells: z.array(z.string()), isStrong: z.boolean() });
const tableSchema = z.object({
  title: z.string(),
  /** Shares of the width and the side each column's texts stand at. */
  columns: z.array(z.object({ title: z.string(), share: z.number(), isEnd: z.boolean() })),
  rows: z.array(rowSchema),
});

/** A statement as a document prints it: every text is in the reader's words already. */
export const statementDocumentSchema = z.object({
  paper: z.enum(papers),
  language: z.string(),
  title: z.string(),
  facts: z.array(z.string()),
  tables: z.array(tableSchema),
  note: z.string().nullable(),
  /** Stands at the foot of each page beside its number. */
  foot: z.string(),
});

export type Paper = (typeof papers)[number];
export type DocumentTable = z.output<typeof tableSchema>;
export type StatementDocument = z.output<typeof statementDocumentSchema>;
