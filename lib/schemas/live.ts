import { z } from "zod";
import { companySlugField } from "./fields";

/** A place in the portal as its addresses begin: /c/dnipro, /r/harbor, or /account for whatever is no company's. */
const portalPlaceField = z
  .string()
  .regex(/^\/(?:[cr]\/[^/]+|account)$/)
  .transform((text) => {
    const [, kind, slug] = text.split("/");
    return kind === "account" ? null : { side: kind === "c" ? ("dealer" as const) : ("reseller" as const), slug };
  })
  .pipe(z.object({ side: z.enum(["dealer", "reseller"]), slug: companySlugField }).nullable());

/** Where a page listens; My home is one place for everybody, who each hear of hubs of their own. */
export const liveAskSchema = z.object({
  in: z.union([z.literal("/home").transform(() => "HOME" as const), portalPlaceField]),
});
