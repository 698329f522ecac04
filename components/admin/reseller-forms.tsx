"use client";

import { type ActionForm, type FormTexts, useActionForm } from "@/components/forms/use-action-form";
import { CountryBoxes } from "@/components/resellers/country-boxes";
import { tickedIn } from "@/components/resellers/ticked-in";
import { Field } from "@/components/ui/field";
import { SelectField, type SelectOption } from "@/components/ui/select-field";
import {
  changeResellerAction,
  changeResellerTermsAction,
  grantResellerAction,
} from "@/lib/server/actions/admin-resellers";
import { ReasonForm } from "./reason-form";

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

/** The form's own labels, as the form of every admin's act names them. */
const reasoned = ({ reason, reasonHint, submit: save }: Common["labels"]) => ({ reason, reasonHint, save });

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
    <ReasonForm form={form} texts={texts} hidden={{ companyId }} labels={reasoned(labels)}>
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
    </ReasonForm>
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
    <ReasonForm form={form} texts={texts} hidden={{ resellerId, version }} labels={reasoned(labels)}>
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
    </ReasonForm>
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
    <ReasonForm form={form} texts={texts} hidden={{ resellerId }} labels={reasoned(labels)}>
      <TermsFields form={form} labels={labels} policies={policies} months={months} initial={initial} />
    </ReasonForm>
  );
}
