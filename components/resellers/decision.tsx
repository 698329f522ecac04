"use client";

import { type ReactNode, useRef } from "react";
import { type ActionForm, type FormTexts, useActionForm } from "@/components/forms/use-action-form";
import { ErrorSummary } from "@/components/ui/error-summary";
import { Field } from "@/components/ui/field";
import { FormMessage } from "@/components/ui/form-message";
import { HiddenFields } from "@/components/ui/hidden-fields";
import { SubmitButton } from "@/components/ui/submit-button";
import { TextArea } from "@/components/ui/text-area";
import { approveRequestAction, declineRequestAction } from "@/lib/server/actions/resellers";

type Label =
  | "number"
  | "numberHint"
  | "trial"
  | "trialHint"
  | "fee"
  | "feeHint"
  | "approve"
  | "declineOpen"
  | "reason"
  | "reasonHint"
  | "decline";

type Props = {
  request: { id: string; dealer: string; isWaiting: boolean };
  texts: FormTexts;
  labels: Record<Label, string>;
  hidden: { companySlug: string; submissionId: string; declineId: string };
  /** What approving obliges to. */
  children: ReactNode;
};

/** The request a form was sent for last, by what it sent. */
function answeredId({ state }: ActionForm): string | undefined {
  return state && !state.ok ? state.values?.requestId : undefined;
}

/**
 * Approves a request, with the reseller's own number for the dealer and the terms between the two, or declines it with a
 * reason. What a colleague decided first is told here even when another request has taken its place on the page.
 */
export function Decision({ request, texts, labels, hidden, children }: Props) {
  const approve = useActionForm(approveRequestAction, texts);
  const decline = useActionForm(declineRequestAction, texts);
  const sentFor = useRef("");
  const late = [approve, decline].filter(
    (form) => form.message && !(answeredId(form) === request.id && request.isWaiting),
  );
  const common = { companySlug: hidden.companySlug, requestId: request.id };
  const note = () => {
    sentFor.current = request.dealer;
  };
  return (
    <>
      {late.map((form, index) => (
        <FormMessage key={index === 0 ? "first" : "second"}>
          <b>{sentFor.current}</b>
          <br />
          {form.message}
        </FormMessage>
      ))}
      {request.isWaiting ? (
        <>
          {children}
          <form key={request.id} action={approve.submit} onSubmit={note} noValidate>
            <Head form={approve} id={request.id} texts={texts} />
            <HiddenFields values={{ ...common, submissionId: hidden.submissionId }} />
            <TermsFields form={fresh(approve, request.id)} labels={labels} />
            <SubmitButton busyLabel={texts.busy} isPending={approve.isPending}>
              {labels.approve}
            </SubmitButton>
          </form>
          <details key={`decline-${request.id}`} className="mt-4 border-t border-line pt-4">
            <summary className="btn">{labels.declineOpen}</summary>
            <form action={decline.submit} onSubmit={note} className="mt-4" noValidate>
              <Head form={decline} id={request.id} texts={texts} />
              <HiddenFields values={{ ...common, submissionId: hidden.declineId }} />
              <TextArea
                id="reason"
                name="reason"
                label={labels.reason}
                hint={labels.reasonHint}
                maxLength={500}
                rows={3}
                {...fresh(decline, request.id).field("reason")}
              />
              <SubmitButton look="danger" busyLabel={texts.busy} isPending={decline.isPending}>
                {labels.decline}
              </SubmitButton>
            </form>
          </details>
        </>
      ) : null}
    </>
  );
}

/** What a failure about this very request says, over its form. */
function Head({ form, id, texts }: { form: ActionForm; id: string; texts: FormTexts }) {
  if (answeredId(form) !== id) return null;
  const { problems, message, state } = form;
  if (problems.length > 0) {
    return (
      <ErrorSummary title={texts.problemTitle} titlePrefix={texts.errorPrefix} problems={problems} answer={state} />
    );
  }
  return message ? <FormMessage>{message}</FormMessage> : null;
}

/** What was typed for another request is not put into this one's fields. */
function fresh(form: ActionForm, id: string): Pick<ActionForm, "field"> {
  if (answeredId(form) === id) return form;
  return { field: (_name, initial) => ({ error: undefined, defaultValue: initial }) };
}

function TermsFields({ form, labels }: { form: Pick<ActionForm, "field">; labels: Props["labels"] }) {
  return (
    <div className="terms">
      <Field
        id="dealerNumber"
        name="dealerNumber"
        label={labels.number}
        hint={labels.numberHint}
        maxLength={20}
        {...form.field("dealerNumber")}
      />
      <Field
        id="trialDays"
        name="trialDays"
        label={labels.trial}
        hint={labels.trialHint}
        inputMode="numeric"
        {...form.field("trialDays", "0")}
      />
      <Field
        id="dealerFee"
        name="dealerFee"
        label={labels.fee}
        hint={labels.feeHint}
        inputMode="decimal"
        {...form.field("dealerFee")}
      />
    </div>
  );
}
