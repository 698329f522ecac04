"use server";

import { revalidatePath } from "next/cache";
import { hubInvitationSchema, hubUserSchema, linkRefSchema, ownInvitationSchema } from "@/lib/schemas/home";
import { acceptHubInvitation, declineHubInvitation } from "@/lib/server/services/home/answer-hub-invitation";
import { unlinkBox } from "@/lib/server/services/home/end-access";
import { inviteHubUser, revokeHubInvitation } from "@/lib/server/services/home/invite-hub-user";
import { removeHubUser } from "@/lib/server/services/home/remove-hub-user";
import { callerOf, homeAction } from "./home-action";

export const inviteHubUserAction = homeAction(hubInvitationSchema, async (resident, input) => {
  const outcome = await inviteHubUser(callerOf(resident), input);
  revalidatePath("/home", "layout");
  return outcome;
});

export const revokeHubInvitationAction = homeAction(hubInvitationSchema, async (resident, input) => {
  const outcome = await revokeHubInvitation(callerOf(resident), input);
  revalidatePath("/home", "layout");
  return outcome;
});

export const removeHubUserAction = homeAction(
  hubUserSchema,
  async (resident, input) => {
    const outcome = await removeHubUser(callerOf(resident), input);
    revalidatePath("/home", "layout");
    return outcome;
  },
  ({ hubId, userId }, resident) => (userId === resident.userId ? "/home" : `/home/hubs/${hubId}/users`),
);

export const acceptHubInvitationAction = homeAction(ownInvitationSchema, async (resident, { invitationId }) => {
  const outcome = await acceptHubInvitation(callerOf(resident), invitationId);
  revalidatePath("/home", "layout");
  return outcome;
});

export const declineHubInvitationAction = homeAction(ownInvitationSchema, async (resident, { invitationId }) => {
  const outcome = await declineHubInvitation(callerOf(resident), invitationId);
  revalidatePath("/home", "layout");
  return outcome;
});

export const unlinkBoxAction = homeAction(
  linkRefSchema,
  async ({ userId }, { linkId }) => {
    const outcome = await unlinkBox(userId, linkId);
    revalidatePath("/home", "layout");
    return outcome;
  },
  () => "/home/links",
);
