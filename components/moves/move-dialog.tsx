"use client";

import type { ReactNode } from "react";
import { ActDialog, type ActDialogTexts } from "@/components/forms/act-dialog";
import type { Sentences } from "@/lib/i18n/sentence";
import { requestMoveAction } from "@/lib/server/actions/moves";

type Props = {
  texts: ActDialogTexts;
  sentences: Sentences;
  hidden: Record<string, string | number | null>;
  closeHref: string;
  children: ReactNode;
};

/** Confirms that a reseller is asked to take hubs over. */
export function MoveDialog(props: Props) {
  return <ActDialog action={requestMoveAction} isOpenAct {...props} />;
}
