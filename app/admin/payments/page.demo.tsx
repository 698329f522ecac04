import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { formTexts } from "@/app/shell/form-texts";
import { CorrectionForm } from "@/components/admin/correction-form";
import { PaymentForm } from "@/components/admin/payment-form";
import { Note } from "@/components/ui/note";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { formatMonth } from "@/lib/i18n/format";
import { paymentsViewSchema } from "@/lib/schemas/payments";
import { forPage } from "@/lib/server/pages";
import { type AdminStatement, getAdminStatements } from "@/lib/server/queries/admin-statements";
import { StatementTable } from "./statement-table";

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("statements"))("payments.title") };
}

/** Closed statements of all resellers, for the platform admin to record payments and corrections. */
export default async function PaymentsPage({ searchParams }: Props) {
  const { pay, correct, done } = paymentsViewSchema.parse(await searchParams);
  const statements = await forPage(getAdminStatements());
  const t = await getTranslations("statements.payments");
  const paid = statements.find(({ id, status }) => id === pay && status === "CLOSED");
  const corrected = statements.find(({ id }) => id === correct);
  return (
    <>
      <PageHeader title={t("title")} fact={t("fact")} />
      <div className="stack">
        {done ? <Note kind="done">{t("done", { reference: done })}</Note> : null}
        {paid ? <Payment statement={paid} /> : null}
        {corrected ? <Correction statement={corrected} /> : null}
        <Panel id="statements" title={t("caption")} isPadded={false}>
          <StatementTable statements={statements} />
        </Panel>
      </div>
    </>
  );
}

async function Payment({ statement }: { statement: AdminStatement }) {
  const t = await getTranslations("statements.payments");
  const labels = { reason: t("reason"), reasonHint: t("paymentHint"), save: t("pay"), cancel: t("cancel") };
  return (
    <Panel id="payment" title={await titleOf("payOf", statement)} className="max-w-form">
      <PaymentForm place={placeOf(statement)} labels={labels} texts={await formTexts()} />
    </Panel>
  );
}

async function Correction({ statement }: { statement: AdminStatement }) {
  const t = await getTranslations("statements.payments");
  const labels = {
    hub: t("hub"),
    amount: t("amount", { currency: statement.currency }),
    amountHint: t("amountHint"),
    reason: t("reason"),
    reasonHint: t("correctionHint"),
    save: t("correct"),
    cancel: t("cancel"),
  };
  return (
    <Panel id="correction" title={await titleOf("correctOf", statement)} className="max-w-form">
      <CorrectionForm place={placeOf(statement)} labels={labels} texts={await formTexts()} />
    </Panel>
  );
}

async function titleOf(key: "payOf" | "correctOf", { month, resellerName: reseller }: AdminStatement): Promise<string> {
  const t = await getTranslations("statements.payments");
  return t(key, { month: formatMonth(month, await getLocale()), reseller });
}

function placeOf({ resellerId, month }: AdminStatement) {
  return { resellerId, month };
}
