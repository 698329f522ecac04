"use client";

import { type ReactNode, useRef } from "react";
import { FormHead } from "@/components/forms/form-head";
import { type FormTexts, useActionForm } from "@/components/forms/use-action-form";
import { useCarriedText } from "@/components/forms/use-carried-text";
import { HiddenFields } from "@/components/ui/hidden-fields";
import { SubmitButton } from "@/components/ui/submit-button";
import { TextArea } from "@/components/ui/text-area";
import { approveRequestAction, declineRequestAction } from "@/lib/server/actions/resellers";
import { DealerTermsFields, type DealerTermsLabel } from "./dealer-terms-fields";

type Label = DealerTermsLabel | "approve" | "declineOpen" | "reason" | "reasonHint" | "decline";

/** No number, no free days, and a fee that is agreed outside. */
const undecided = { dealerNumber: "", trialDays: "0", dealerFee: "" };

type FormProps = {
  dealer: string;
  texts: FormTexts;
  labels: Record<Label, string>;
  hidden: { companySlug: string; submissionId: string; requestId: string };
};

type Props = Omit<FormProps, "hidden"> & {
  hidden: FormProps["hidden"] & { declineId: string };
  /** What approving obliges to. */
  children: ReactNode;
};

/**
 * Approves a request that waits, with the reseller's own number for the dealer and the terms between the two, or declines
 * it with a reason. Drawn anew for each request, which is its key.
 */
export function Decision({ hidden: { declineId, ...hidden }, children, ...rest }: Props) {
  return (
    <>
      {children}
      <ApproveForm hidden={hidden} {...rest} />
      <details className="mt-4 border-t border-line pt-4">
        <summary className="btn">{rest.labels.declineOpen}</summary>
        <DeclineForm hidden={{ ...hidden, submissionId: declineId }} {...rest} />
      </details>
    </>
  );
}

function ApproveForm({ dealer, texts, labels, hidden }: FormProps) {
  const form = useActionForm(approveRequestAction, texts, dealer);
  const element = useRef<HTMLFormElement>(null);
  useCarriedText(element, `approve ${hidden.requestId}`);
  return (
    <form ref={element} action={form.submit} noValidate>
      <FormHead form={form} texts={texts} />
      <HiddenFields values={hidden} />
      <div className="terms">
        <DealerTermsFields form={form} labels={labels} initial={undecided} />
      </div>
      <SubmitButton busyLabel={texts.busy} isPending={form.isPending}>
        {labels.approve}
      </SubmitButton>
    </form>
  );
}

function DeclineForm({ dealer, texts, labels, hidden }: FormProps) {
  const form = useActionForm(declineRequestAction, texts, dealer);
  const element = useRef<HTMLFormElement>(null);
  useCarriedText(element, `decline ${hidden.requestId}`);
  return (
    <form ref={element} action={form.submit} className="mt-4" noValidate>
      <FormHead form={form} texts={texts} />
      <HiddenFields values={hidden} />
      <TextArea
        id="reason"
        name="reason"
        label={labels.reason}
        hint={labels.reasonHint}
        maxLength={500}
        rows={3}
        {...form.field("reason")}
      />
      <SubmitButton look="danger" busyLabel={texts.busy} isPending={form.isPending}>
        {labels.decline}
      </SubmitButton>
    </form>
  );
}
