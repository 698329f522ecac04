"use client";

import type { ReactNode } from "react";
import { ActDialog, type ActDialogTexts } from "@/components/forms/act-dialog";
import type { ActionState } from "@/lib/action-state";
import type { Sentences } from "@/lib/i18n/sentence";
import {
  activatePackageAction,
  deactivatePackageAction,
  planStartAction,
  resumePackageAction,
  stopPackageAction,
} from "@/lib/server/actions/packages";

export type Verb = "activate" | "plan" | "schedule" | "deactivate" | "resume" | "stop";

const actions: Record<Verb, (state: ActionState, form: FormData) => Promise<ActionState>> = {
  activate: activatePackageAction,
  plan: planStartAction,
  schedule: planStartAction,
  deactivate: deactivatePackageAction,
  resume: resumePackageAction,
  stop: stopPackageAction,
};

type Props = {
  verb: Verb;
  texts: ActDialogTexts;
  sentences: Sentences;
  hidden: Record<string, string | number | null>;
  /** False where the act is refused already. */
  isOpenAct: boolean;
  /** Who changed the hub's services last, and when, as a sentence. */
  lastAct: string;
  closeHref: string;
  children: ReactNode;
};

/** The confirmation of an act on a hub's services. */
export function ConfirmDialog({ verb, ...rest }: Props) {
  return <ActDialog action={actions[verb]} isFinal={verb === "stop"} {...rest} />;
}
