"use client";

import { useState } from "react";
import type { ActionForm } from "@/components/forms/use-action-form";
import { Field } from "@/components/ui/field";
import { SelectField, type SelectOption } from "@/components/ui/select-field";

export type Place = { country: string; timeZone: string; address: string; phone: string };
export type CountryChoice = { code: string; name: string; zones: SelectOption[] };
export type PlaceLabels = {
  country: string;
  countryHint?: string | undefined;
  choose: string;
  timeZone: string;
  zoneHint: string;
  address: string;
  phone: string;
  phoneHint: string;
};

type Props = { form: ActionForm; initial: Partial<Place>; countries: CountryChoice[]; labels: PlaceLabels };

/**
 * Where a company is. A country with several time zones asks for one, as months end by it. A choice is drawn anew with
 * what was kept after each answer, because the browser empties a form that was sent.
 */
export function PlaceFields({ form, initial, countries, labels }: Props) {
  const country = form.field("country", initial.country);
  const zone = form.field("timeZone", initial.timeZone);
  const [code, setCode] = useState(country.defaultValue ?? "");
  const zones = countries.find((each) => each.code === code)?.zones ?? [];
  return (
    <>
      <SelectField
        key={`country ${country.defaultValue}`}
        id="country"
        name="country"
        label={labels.country}
        hint={labels.countryHint}
        error={country.error}
        defaultValue={country.defaultValue ?? ""}
        onChange={(event) => setCode(event.target.value)}
        options={[
          ...(country.defaultValue ? [] : [{ value: "", label: labels.choose }]),
          ...countries.map(({ code: value, name: label }) => ({ value, label })),
        ]}
      />
      {zones.length > 1 ? (
        <SelectField
          key={`${code} ${zone.defaultValue}`}
          id="timeZone"
          name="timeZone"
          label={labels.timeZone}
          hint={labels.zoneHint}
          error={zone.error}
          defaultValue={zone.defaultValue}
          options={zones}
        />
      ) : null}
      {zones.length === 1 ? (
        <div className="field">
          <span className="label">{labels.timeZone}</span>
          <p className="hint">{labels.zoneHint}</p>
          <p>{zones[0]?.label}</p>
        </div>
      ) : null}
      <Field
        id="address"
        name="address"
        label={labels.address}
        autoComplete="street-address"
        maxLength={200}
        {...form.field("address", initial.address)}
      />
      <Field
        id="phone"
        name="phone"
        type="tel"
        label={labels.phone}
        hint={labels.phoneHint}
        autoComplete="tel"
        maxLength={30}
        {...form.field("phone", initial.phone)}
      />
    </>
  );
}
