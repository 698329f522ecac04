"use server";

import { revalidatePath } from "next/cache";
import { getLocale } from "next-intl/server";
import { succeed } from "@/lib/domain/outcome";
import {
  companyCodeAgainSchema,
  companyCodeSchema,
  companyContactSchema,
  companyDetailsSchema,
  createCompanySchema,
  deleteCompanySchema,
  updateCompanySchema,
} from "@/lib/schemas/company";
import { setCountrySchema } from "@/lib/schemas/countries";
import { enrollSchema, tellWhenSchema } from "@/lib/schemas/enrollment";
import { dropCompanyDraft, keepCompanyDraft, readCompanyDraft } from "@/lib/server/company-draft";
import type { AccountContext } from "@/lib/server/gate";
import { type Founder, sendCompanyCode, verifyCompanyCode } from "@/lib/server/services/companies/company-code";
import { createCompany } from "@/lib/server/services/companies/create-company";
import { deleteCompany } from "@/lib/server/services/companies/delete-company";
import { askForCountry, enrollCompany } from "@/lib/server/services/companies/enroll-company";
import { setCountry } from "@/lib/server/services/companies/set-country";
import { updateCompany } from "@/lib/server/services/companies/update-company";
import { accountAction, adminAction } from "./account-action";
import { companyAction } from "./company-action";

const wizard = "/account/companies/new";

/** Makes the founder of a request; mails go in the language the person reads now. */
async function founderOf({ accountId, name, email, locale, requestId }: AccountContext): Promise<Founder> {
  return { accountId, name, email, locale: locale ?? (await getLocale()), requestId };
}

export const keepDetailsAction = accountAction(
  companyDetailsSchema,
  async (ctx, details) => {
    await keepCompanyDraft(ctx.accountId, { ...(await readCompanyDraft(ctx.accountId)), details });
    return succeed({});
  },
  () => `${wizard}?step=contact`,
);

export const keepContactAction = accountAction(
  companyContactSchema,
  async (ctx, contact) => {
    const draft = { ...(await readCompanyDraft(ctx.accountId)), contact };
    await keepCompanyDraft(ctx.accountId, draft);
    return sendCompanyCode(await founderOf(ctx), { name: draft.details?.name ?? "", email: contact.email });
  },
  () => `${wizard}?step=code`,
);

export const sendCodeAgainAction = accountAction(companyCodeAgainSchema, async (ctx, { name, email }) =>
  sendCompanyCode(await founderOf(ctx), { name, email }),
);

export const verifyCompanyCodeAction = accountAction(
  companyCodeSchema,
  async (ctx, input) => verifyCompanyCode(await founderOf(ctx), input),
  () => `${wizard}?step=summary`,
);

export const createCompanyAction = accountAction(
  createCompanySchema,
  async (ctx, input) => {
    const outcome = await createCompany(await founderOf(ctx), input);
    if (!outcome.ok) return outcome;
    await dropCompanyDraft();
    revalidatePath("/", "layout");
    return outcome;
  },
  (_input, { slug }) => `/c/${slug}/company?created=1`,
);

export const updateCompanyAction = companyAction(
  "company:update",
  updateCompanySchema,
  async (ctx, input) => {
    const { companySlug: _slug, submissionId: _id, ...change } = input;
    const outcome = await updateCompany(ctx, change);
    revalidatePath("/", "layout");
    return outcome;
  },
  ({ companySlug }) => `/c/${companySlug}/company?saved=1`,
);

export const enrollCompanyAction = companyAction(
  "company:enroll",
  enrollSchema,
  async (ctx, input) => {
    const { companySlug: _slug, submissionId: _id, ...enrollment } = input;
    const outcome = await enrollCompany(ctx, enrollment);
    revalidatePath("/", "layout");
    return outcome;
  },
  ({ companySlug }) => `/c/${companySlug}/company/services/enroll?done=1`,
);

export const askForCountryAction = companyAction("company:enroll", tellWhenSchema, async (ctx) => {
  const outcome = await askForCountry(ctx);
  revalidatePath(`/c/${ctx.companySlug}/company`, "layout");
  return outcome;
});

export const deleteCompanyAction = companyAction(
  "company:delete",
  deleteCompanySchema,
  async (ctx, { typedName, password }) => {
    const outcome = await deleteCompany(ctx, { typedName, password: password.reveal() });
    revalidatePath("/", "layout");
    return outcome;
  },
  () => "/account/companies?deleted=1",
);

export const setCountryAction = adminAction(
  setCountrySchema,
  async ({ accountId, name, requestId }, change) => {
    const outcome = await setCountry({ accountId, name, requestId }, change);
    revalidatePath("/", "layout");
    return outcome;
  },
  ({ code }) => `/admin/countries?saved=${code}`,
);
