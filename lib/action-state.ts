import type { RefusalCode } from "@/lib/domain/refusals";
import type { FieldProblem } from "@/lib/schemas/fields";

/** Values for the braces of a sentence. Instants come formatted for the reader already. */
export type SentenceParams = Record<string, string | number>;

/**
 * What a form's action answers: nothing yet, done, or why not. A failure carries what was typed, since the form is
 * emptied otherwise, and never the text of an exception.
 */
export type ActionState =
  | null
  | { ok: true; receipt: Record<string, string | number> }
  | {
      ok: false;
      kind: "invalid" | "refusal" | "error" | "fault";
      code: RefusalCode;
      params?: SentenceParams;
      /** Problems by field name, for invalid input. */
      fields?: Record<string, FieldProblem>;
      values?: Record<string, string>;
      /** Names the log entry of a fault. */
      reference?: string;
    };
