"use client";

import { FormHead } from "@/components/forms/form-head";
import { type ActionForm, type FormTexts, useActionForm } from "@/components/forms/use-action-form";
import { CountryBoxes } from "@/components/resellers/country-boxes";
import { Field } from "@/components/ui/field";
import { HiddenFields } from "@/components/ui/hidden-fields";
import { SelectField, type SelectOption } from "@/components/ui/select-field";
import { SubmitButton } from "@/components/ui/submit-button";
import {
  changeResellerAction,
  changeResellerTermsAction,
  grantResellerAction,
} from "@/lib/server/actions/admin-resellers";

type Label =
  | "countries"
  | "email"
  | "emailHint"
  | "currency"
  | "policy"
  | "fee"
  | "feeHint"
  | "month"
  | "monthHint"
  | "takes"
  | "reason"
  | "reasonHint"
  | "submit";

type Common = { texts: FormTexts; labels: Record<Label, string> };
type Country = { code: string; name: string };

/** After a failure a box is as it was sent; before, as `initial` says. */
function tickedIn(form: ActionForm, initial: readonly string[]) {
  const failure = form.state && !form.state.ok ? form.state : null;
  return (code: string) => (failure ? failure.values?.[`country-${code}`] === "on" : initial.includes(code));
}

type TermsProps = {
  form: ActionForm;
  labels: Common["labels"];
  policies: SelectOption[];
  months: SelectOption[];
  initial: { policy: string; fee: string };
};

function TermsFields({ form, labels, policies, months, initial }: TermsProps) {
  return (
    <>
      <SelectField
        id="policy"
        name="policy"
        label={labels.policy}
        options={policies}
        {...form.field("policy", initial.policy)}
      />
      <Field
        id="feeMinor"
        name="feeMinor"
        label={labels.fee}
        hint={labels.feeHint}
        inputMode="decimal"
        {...form.field("feeMinor", initial.fee)}
      />
      <SelectField
        id="fromMonth"
        name="fromMonth"
        label={labels.month}
        hint={labels.monthHint}
        options={months}
        {...form.field("fromMonth")}
      />
    </>
  );
}

function Reason({ form, labels }: Pick<TermsProps, "form" | "labels">) {
  return (
    <Field
      id="reason"
      name="reason"
      label={labels.reason}
      hint={labels.reasonHint}
      maxLength={200}
      {...form.field("reason")}
    />
  );
}

type GrantProps = Common & {
  companyId: string;
  home: string;
  email: string;
  countries: Country[];
  currencies: SelectOption[];
  policies: SelectOption[];
  months: SelectOption[];
};

/** Makes a company a reseller; who invited its address by email has a request from then on. */
export function GrantForm(props: GrantProps) {
  const { texts, labels, companyId, home, email, countries, currencies, policies, months } = props;
  const form = useActionForm(grantResellerAction, texts);
  return (
    <form action={form.submit} noValidate>
      <FormHead form={form} texts={texts} />
      <HiddenFields values={{ companyId }} />
      <CountryBoxes
        legend={labels.countries}
        countries={countries}
        isTicked={tickedIn(form, [home])}
        error={form.field("countries").error}
      />
      <Field
        id="requestEmail"
        name="requestEmail"
        type="email"
        label={labels.email}
        hint={labels.emailHint}
        {...form.field("requestEmail", email)}
      />
      <SelectField
        id="currency"
        name="currency"
        label={labels.currency}
        options={currencies}
        {...form.field("currency")}
      />
      <TermsFields form={form} labels={labels} policies={policies} months={months} initial={{ policy: "", fee: "" }} />
      <Reason form={form} labels={labels} />
      <SubmitButton busyLabel={texts.busy} isPending={form.isPending}>
        {labels.submit}
      </SubmitButton>
    </form>
  );
}

type ProfileProps = Common & {
  reseller: {
    resellerId: string;
    version: number;
    countries: string[];
    requestEmail: string;
    takesRequests: boolean;
  };
  countries: Country[];
};

/** Changes which countries a reseller serves, where requests go, and whether it takes new ones. */
export function ResellerProfileForm({ texts, labels, reseller, countries }: ProfileProps) {
  const form = useActionForm(changeResellerAction, texts);
  const { resellerId, version, requestEmail, takesRequests } = reseller;
  const failure = form.state && !form.state.ok ? form.state : null;
  return (
    <form action={form.submit} noValidate>
      <FormHead form={form} texts={texts} />
      <HiddenFields values={{ resellerId, version }} />
      <CountryBoxes
        legend={labels.countries}
        countries={countries}
        isTicked={tickedIn(form, reseller.countries)}
        error={form.field("countries").error}
      />
      <Field
        id="requestEmail"
        name="requestEmail"
        type="email"
        label={labels.email}
        hint={labels.emailHint}
        {...form.field("requestEmail", requestEmail)}
      />
      <label className="check mb-5">
        <input
          className="tick"
          type="checkbox"
          name="takesRequests"
          defaultChecked={failure ? failure.values?.takesRequests === "on" : takesRequests}
        />
        <span>{labels.takes}</span>
      </label>
      <Reason form={form} labels={labels} />
      <SubmitButton busyLabel={texts.busy} isPending={form.isPending}>
        {labels.submit}
      </SubmitButton>
    </form>
  );
}

type NewTermsProps = Common & {
  resellerId: string;
  policies: SelectOption[];
  months: SelectOption[];
  initial: { policy: string; fee: string };
};

/** Sets policy and price from a month on that has not begun. */
export function ResellerTermsForm({ texts, labels, resellerId, policies, months, initial }: NewTermsProps) {
  const form = useActionForm(changeResellerTermsAction, texts);
  return (
    <form action={form.submit} noValidate>
      <FormHead form={form} texts={texts} />
      <HiddenFields values={{ resellerId }} />
      <TermsFields form={form} labels={labels} policies={policies} months={months} initial={initial} />
      <Reason form={form} labels={labels} />
      <SubmitButton busyLabel={texts.busy} isPending={form.isPending}>
        {labels.submit}
      </SubmitButton>
    </form>
  );
}
