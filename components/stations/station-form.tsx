"use client";

import { useRef, useState } from "react";
import { FormHead } from "@/components/forms/form-head";
import { type ActionForm, type FormTexts, useActionForm } from "@/components/forms/use-action-form";
import { Field } from "@/components/ui/field";
import { FormMessage } from "@/components/ui/form-message";
import { HiddenFields } from "@/components/ui/hidden-fields";
import { Icon } from "@/components/ui/icon";
import { NavLink } from "@/components/ui/nav-link";
import { SelectField, type SelectOption } from "@/components/ui/select-field";
import { SubmitButton } from "@/components/ui/submit-button";
import { useEarly } from "@/components/ui/use-early";
import { saveStationAction } from "@/lib/server/actions/stations";
import { AddressPair } from "./address-pair";
import type { StationLabels, StationValues } from "./station-values";

type Props = {
  texts: FormTexts;
  labels: StationLabels;
  protocols: SelectOption[];
  encryptions: SelectOption[];
  initial: StationValues;
  hidden: { companySlug: string; submissionId: string; objectId: string; hubId: string; version: number };
  cancelHref: string;
};

/**
 * The settings of a hub's station. A stored key is never shown: it is kept, replaced or dropped. Each version of the
 * settings begins with a choice of its own, so that a key typed before is gone from the page.
 */
export function StationForm({ texts, labels, protocols, encryptions, initial, hidden, cancelHref }: Props) {
  const form = useActionForm(saveStationAction, texts);
  const { addresses } = initial;
  return (
    <form action={form.submit} noValidate className="max-w-3xl">
      <FormHead form={form} texts={texts} />
      {form.state?.ok ? <FormMessage tone="on">{labels.saved}</FormMessage> : null}
      <HiddenFields values={hidden} />
      <fieldset className="mb-5">
        <legend className="mb-3 text-base font-semibold">{labels.account}</legend>
        <SelectField
          id="protocol"
          name="protocol"
          label={labels.protocol}
          options={protocols}
          {...form.field("protocol", initial.protocol)}
        />
        <Field
          id="accountNumber"
          name="accountNumber"
          label={labels.accountNumber}
          hint={labels.accountHint}
          className="mono"
          autoComplete="off"
          maxLength={20}
          {...form.field("accountNumber", initial.accountNumber)}
        />
        <Encryption
          key={`encryption ${hidden.version}`}
          form={form}
          labels={labels}
          options={encryptions}
          initial={initial.encryption}
        />
      </fieldset>
      <fieldset className="mb-5">
        <legend className="mb-3 text-base font-semibold">{labels.where}</legend>
        <AddressPair
          form={form}
          names={{ address: "address", port: "port" }}
          labels={{ address: labels.address, port: labels.port, hint: labels.demoHint }}
          initial={addresses.address}
        />
        <AddressPair
          form={form}
          names={{ address: "addressReserve", port: "portReserve" }}
          labels={{ address: labels.addressReserve, port: labels.portReserve, hint: labels.reserveHint }}
          initial={addresses.addressReserve}
        />
        <OtherAddresses form={form} labels={labels} addresses={addresses} />
      </fieldset>
      <Channels form={form} labels={labels} initial={initial} />
      <Field
        id="testMinutes"
        name="testMinutes"
        label={labels.testMinutes}
        hint={labels.testHint}
        inputMode="numeric"
        maxLength={4}
        {...form.field("testMinutes", String(initial.testMinutes))}
      />
      <div className="row">
        <SubmitButton busyLabel={texts.busy} isPending={form.isPending}>
          {labels.save}
        </SubmitButton>
        <NavLink className="btn" href={cancelHref}>
          {labels.cancel}
        </NavLink>
      </div>
    </form>
  );
}

type Part = { form: ActionForm; labels: StationLabels };

function Encryption({
  form,
  labels,
  options,
  initial,
}: Part & { options: SelectOption[]; initial: StationValues["encryption"] }) {
  const kept = form.field("encryption", initial);
  const [chosen, setChosen] = useState(kept.defaultValue);
  const box = useRef<HTMLDivElement>(null);
  useEarly(box, setChosen);
  return (
    <div ref={box}>
      <SelectField
        id="encryption"
        name="encryption"
        label={labels.encryption}
        options={options}
        onChange={(event) => setChosen(event.target.value)}
        {...kept}
      />
      {chosen === "NEW" ? (
        <Field
          id="encryptionKey"
          name="encryptionKey"
          type="password"
          label={labels.encryptionKey}
          hint={labels.keyHint}
          className="mono"
          autoComplete="new-password"
          maxLength={40}
          error={form.field("encryptionKey").error}
        />
      ) : null}
    </div>
  );
}

const otherPairs = [
  { address: "wifiAddress", port: "wifiPort" },
  { address: "wifiAddressReserve", port: "wifiPortReserve" },
  { address: "gsmAddress", port: "gsmPort" },
  { address: "gsmAddressReserve", port: "gsmPortReserve" },
] as const;

/** Stands open where one of them is set, or wrong. */
function OtherAddresses({ form, labels, addresses }: Part & { addresses: StationValues["addresses"] }) {
  const isOpen = otherPairs.some(
    ({ address, port }) =>
      addresses[address] !== undefined || [address, port].some((name) => form.field(name).error !== undefined),
  );
  return (
    <details open={isOpen} className="mb-4">
      <summary className="btn quiet">
        <Icon name="down" isSmall />
        {labels.more}
      </summary>
      <p className="hint my-2">{labels.moreHint}</p>
      {otherPairs.map(({ address, port }) => (
        <AddressPair
          key={address}
          form={form}
          names={{ address, port }}
          labels={{ address: labels[address], port: labels[port] }}
          initial={addresses[address]}
        />
      ))}
    </details>
  );
}

const channelNames = ["ethernet", "wifi", "gsm"] as const;

function Channels({ form, labels, initial }: Part & { initial: StationValues }) {
  const { error } = form.field("ethernet");
  const failed = form.state && !form.state.ok ? form.state.values : undefined;
  return (
    <fieldset className={error ? "bad mb-5" : "mb-5"} aria-describedby={error ? "ethernet-error" : undefined}>
      <legend className="mb-3 text-base font-semibold">{labels.channels}</legend>
      {error ? (
        <p className="err" id="ethernet-error">
          <Icon name="octa" />
          {error}
        </p>
      ) : null}
      {channelNames.map((name) => (
        <label className="check" key={name}>
          <input
            className="tick"
            type="checkbox"
            id={name}
            name={name}
            defaultChecked={failed ? failed[name] === "on" : initial.channels[name]}
          />
          <span>{labels[name]}</span>
        </label>
      ))}
    </fieldset>
  );
}
