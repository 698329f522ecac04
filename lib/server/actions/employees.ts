"use server";

import { revalidatePath } from "next/cache";
import {
  addEmployeeSchema,
  answerInvitationSchema,
  changeInvitedRoleSchema,
  changeRoleSchema,
  companyInvitationRefSchema,
  grantFinanceSchema,
  leaveSchema,
  removeEmployeeSchema,
} from "@/lib/schemas/employees";
import { originOfRequest } from "@/lib/server/gate";
import { addEmployee } from "@/lib/server/services/employees/add-employee";
import { acceptInvitation, declineInvitation } from "@/lib/server/services/employees/answer-invitation";
import {
  changeInvitedRole,
  resendInvitation,
  revokeInvitation,
} from "@/lib/server/services/employees/change-invitation";
import { changeRole } from "@/lib/server/services/employees/change-role";
import { leaveCompany, removeEmployee } from "@/lib/server/services/employees/end-employment";
import { grantFinance } from "@/lib/server/services/employees/grant-finance";
import { accountAction } from "./account-action";
import { companyAction } from "./company-action";

const listPath = (companySlug: string) => `/c/${companySlug}/company/employees`;

export const addEmployeeAction = companyAction(
  "employee:manage",
  addEmployeeSchema,
  (ctx, { email, role, keep }) => addEmployee(ctx, { email, role, isKept: keep === "1" }),
  ({ companySlug }, { state }) => `${listPath(companySlug)}?done=${state === "WAITING" ? "kept" : "invited"}`,
);

export const resendInvitationAction = companyAction(
  "employee:manage",
  companyInvitationRefSchema,
  resendInvitation,
  ({ companySlug }, { state }) => `${listPath(companySlug)}?done=${state === "WAITING" ? "reminded" : "resent"}`,
);

export const revokeInvitationAction = companyAction(
  "employee:manage",
  companyInvitationRefSchema,
  revokeInvitation,
  ({ companySlug }) => `${listPath(companySlug)}?done=revoked`,
);

export const changeInvitedRoleAction = companyAction(
  "employee:manage",
  changeInvitedRoleSchema,
  changeInvitedRole,
  ({ companySlug, invitationId }) => `${listPath(companySlug)}/invitations/${invitationId}?done=role`,
);

export const changeRoleAction = companyAction(
  "employee:manage",
  changeRoleSchema,
  changeRole,
  ({ companySlug, employeeId }) => `${listPath(companySlug)}/${employeeId}?done=role`,
);

export const grantFinanceAction = companyAction(
  "employee:manage",
  grantFinanceSchema,
  (ctx, { granted, ...ref }) => grantFinance(ctx, { ...ref, isGranted: granted === "1" }),
  ({ companySlug, employeeId }) => `${listPath(companySlug)}/${employeeId}?done=finance`,
);

export const removeEmployeeAction = companyAction(
  "employee:manage",
  removeEmployeeSchema,
  removeEmployee,
  ({ companySlug }) => `${listPath(companySlug)}?done=removed`,
);

export const leaveCompanyAction = companyAction(
  "company:view",
  leaveSchema,
  leaveCompany,
  () => "/account/invitations?done=left",
);

export const acceptInvitationAction = accountAction(
  answerInvitationSchema,
  async ({ accountId, name, email, requestId }, { ref }) => {
    const person = { accountId, name, email, requestId, origin: await originOfRequest() };
    const outcome = await acceptInvitation(person, ref);
    revalidatePath("/", "layout");
    return outcome;
  },
  (_input, { path }) => String(path),
);

export const declineInvitationAction = accountAction(
  answerInvitationSchema,
  async ({ accountId, name, email, requestId }, { ref }) => {
    const person = { accountId, name, email, requestId, origin: await originOfRequest() };
    const outcome = await declineInvitation(person, ref);
    revalidatePath("/", "layout");
    return outcome;
  },
  () => "/account/invitations?done=declined",
);
