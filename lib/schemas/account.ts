import { z } from "zod";

export const signOutSchema = z.strictObject({});

/** What a reader chooses for the eyes: language and theme. */
export const appearanceSchema = z.strictObject({
  locale: z.enum(["en", "uk"]).optional(),
  theme: z.enum(["light", "dark", "system"]).optional(),
});
