"use client";

import type { ComponentProps } from "react";
import { ActDialog } from "@/components/forms/act-dialog";
import { removeHubUserAction, unlinkBoxAction } from "@/lib/server/actions/home-users";

const actions = { remove: removeHubUserAction, unlink: unlinkBoxAction };

type Props = Omit<ComponentProps<typeof ActDialog>, "action" | "isOpenAct" | "isFinal"> & {
  verb: keyof typeof actions;
};

/** Confirms what has no way back in My home. */
export function HomeDialog({ verb, ...props }: Props) {
  return <ActDialog action={actions[verb]} isOpenAct isFinal {...props} />;
}
