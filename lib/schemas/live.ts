import { z } from "zod";
import { companySlugField } from "./fields";

/** A place in the portal as its addresses begin: /c/dnipro, /r/harbor, or /account for whatever is no company's. */
const placeField = z
  .string()
  .regex(/^\/(?:[cr]\/[^/]+|account)$/)
  .transform((text) => {
    const [, kind, slug] = text.split("/");
    return kind === "account" ? null : { side: kind === "c" ? ("dealer" as const) : ("reseller" as const), slug };
  })
  .pipe(z.object({ side: z.enum(["dealer", "reseller"]), slug: companySlugField }).nullable());

/** Where a page listens. */
export const liveAskSchema = z.object({ in: placeField });
