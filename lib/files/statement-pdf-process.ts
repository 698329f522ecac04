import { text } from "node:stream/consumers";
import { statementDocumentSchema } from "./statement-document";
import { printStatement } from "./statement-pdf";

/** Prints the document that comes in as JSON, as PDF, and ends. A process of its own, so that its memory goes with it. */
async function main(): Promise<void> {
  const given = statementDocumentSchema.parse(JSON.parse(await text(process.stdin)));
  const pdf = await printStatement(given);
  await new Promise<void>((done) => process.stdout.write(pdf, () => done()));
}

await main();
