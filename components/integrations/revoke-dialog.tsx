"use client";

import type { ComponentProps } from "react";
import { ActDialog } from "@/components/forms/act-dialog";
import { revokeKeyAction } from "@/lib/server/actions/integrations";

/** Confirms the end of a key, which has no way back. */
export function RevokeDialog(props: Omit<ComponentProps<typeof ActDialog>, "action" | "isOpenAct" | "isFinal">) {
  return <ActDialog action={revokeKeyAction} isOpenAct isFinal {...props} />;
}
