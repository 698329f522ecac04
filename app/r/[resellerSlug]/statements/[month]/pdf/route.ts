import { answerRefused } from "@/app/shell/csv-answer";
import { refuseFile } from "@/app/shell/refused-file";
import { makeStatementPdf } from "@/lib/files/make-statement-pdf";
import { mostLines, type Paper, papers } from "@/lib/files/statement-document";
import { getPrintedStatement } from "@/lib/server/queries/statement-pdf";
import { toStatementDocument } from "./statement-texts";

type Props = { params: Promise<{ resellerSlug: string; month: string }> };

/** Answers a closed statement as PDF, on A4 or with `?paper=letter` on Letter. */
export async function GET(request: Request, { params }: Props): Promise<Response> {
  const { resellerSlug, month } = await params;
  const address = new URL(request.url);
  try {
    const found = await getPrintedStatement(resellerSlug, month, mostLines);
    if (!found.ok) return refuseFile(found);
    const pdf = await makeStatementPdf(await toStatementDocument(found.value, paperOf(address)));
    return new Response(new Uint8Array(pdf), {
      headers: {
        "content-type": "application/pdf",
        "content-disposition": `inline; filename="statement-${resellerSlug}-${found.value.head.month}.pdf"`,
        "cache-control": "no-store",
      },
    });
  } catch (error) {
    return answerRefused(error, address);
  }
}

/** The paper that the address asks for; A4 for anything else. */
function paperOf({ searchParams }: URL): Paper {
  const asked = searchParams.get("paper")?.toUpperCase();
  return papers.find((paper) => paper === asked) ?? "A4";
}
