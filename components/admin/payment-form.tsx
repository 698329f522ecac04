"use client";

import { type FormTexts, useActionForm } from "@/components/forms/use-action-form";
import { recordPaymentAction } from "@/lib/server/actions/payments";
import { ReasonForm } from "./reason-form";

type Props = {
  place: { resellerId: string; month: string };
  labels: { reason: string; reasonHint: string; save: string; cancel: string };
  texts: FormTexts;
};

/** Records that a statement was paid, with how one knows. */
export function PaymentForm({ place, labels, texts }: Props) {
  const form = useActionForm(recordPaymentAction, texts);
  const cancel = { href: "/admin/payments", label: labels.cancel };
  return <ReasonForm form={form} texts={texts} hidden={place} labels={labels} cancel={cancel} />;
}
