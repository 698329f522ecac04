"use client";

import type { ReactNode } from "react";
import { ActDialog, type ActDialogTexts } from "@/components/forms/act-dialog";
import type { ActionState } from "@/lib/action-state";
import type { CompanySide } from "@/lib/domain/roles";
import type { Sentences } from "@/lib/i18n/sentence";
import {
  endAsDealerAction,
  endAsResellerAction,
  endNowAsDealerAction,
  endNowAsResellerAction,
  keepAsDealerAction,
  keepAsResellerAction,
  proposeAsDealerAction,
  proposeAsResellerAction,
} from "@/lib/server/actions/connections";

export type EndVerb = "end" | "end-now" | "keep" | "propose";

type Action = (state: ActionState, form: FormData) => Promise<ActionState>;

const actions: Record<CompanySide, Record<EndVerb, Action>> = {
  dealer: {
    end: endAsDealerAction,
    "end-now": endNowAsDealerAction,
    keep: keepAsDealerAction,
    propose: proposeAsDealerAction,
  },
  reseller: {
    end: endAsResellerAction,
    "end-now": endNowAsResellerAction,
    keep: keepAsResellerAction,
    propose: proposeAsResellerAction,
  },
};

type Props = {
  side: CompanySide;
  verb: EndVerb;
  texts: ActDialogTexts;
  sentences: Sentences;
  hidden: Record<string, string | number | null>;
  lastAct: string;
  closeHref: string;
  children: ReactNode;
};

/** Confirms an act on the end of a connection, for either of its two companies. Ending it at once has no way back. */
export function EndDialog({ side, verb, ...rest }: Props) {
  return <ActDialog action={actions[side][verb]} isOpenAct isFinal={verb === "end-now"} {...rest} />;
}
