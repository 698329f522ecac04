"use client";

import { FormHead } from "@/components/forms/form-head";
import { type FormTexts, useActionForm } from "@/components/forms/use-action-form";
import { HiddenFields } from "@/components/ui/hidden-fields";
import { Icon } from "@/components/ui/icon";
import { Panel } from "@/components/ui/panel";
import { SubmitButton } from "@/components/ui/submit-button";
import type { NotificationChannel } from "@/lib/domain/notification-topics";
import { chooseNotificationsAction } from "@/lib/server/actions/notifications";

/** A way a topic comes by. `name` is the choice's in the form; null for one that is always on. */
export type ChannelCell = { channel: NotificationChannel; name: string | null; isOn: boolean; spoken: string };

/** What a person can be told of; `cells` stand in the order of the columns, null where it does not come that way. */
export type ChoiceRow = { topic: string; label: string; cells: (ChannelCell | null)[] };

export type ChoicePanel = { id: string; title: string; hint: string | null; rows: ChoiceRow[] };

type Label = "topic" | "always" | "notBy" | "submit";

type Props = {
  texts: FormTexts;
  labels: Record<Label, string>;
  columns: { channel: NotificationChannel; label: string }[];
  panels: ChoicePanel[];
};

/** All choices of a person, by group: one tick for each thing and each way it can come. */
export function ChoiceForm({ texts, labels, columns, panels }: Props) {
  const form = useActionForm(chooseNotificationsAction, texts);
  const cells = panels.flatMap(({ rows }) => rows.flatMap((row) => row.cells));
  const shown = cells.flatMap((cell) => cell?.name ?? []).join(",");
  return (
    <form action={form.submit} className="stack" noValidate>
      <FormHead form={form} texts={texts} />
      <HiddenFields values={{ shown }} />
      {panels.map((panel) => (
        <Panel key={panel.id} id={panel.id} title={panel.title} isPadded={false}>
          {panel.hint ? <p className="pad muted">{panel.hint}</p> : null}
          <ChoiceTable panel={panel} columns={columns} labels={labels} />
        </Panel>
      ))}
      <div>
        <SubmitButton busyLabel={texts.busy} isPending={form.isPending}>
          {labels.submit}
        </SubmitButton>
      </div>
    </form>
  );
}

type TableProps = Pick<Props, "columns" | "labels"> & { panel: ChoicePanel };

function ChoiceTable({ panel, columns, labels }: TableProps) {
  return (
    <table className="t choices">
      <caption className="sr">{panel.title}</caption>
      <thead>
        <tr>
          <th scope="col">{labels.topic}</th>
          {columns.map(({ channel, label }) => (
            <th key={channel} scope="col">
              {label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {panel.rows.map(({ topic, label, cells }) => (
          <tr key={topic}>
            <th scope="row">{label}</th>
            {cells.map((cell, index) => (
              <td key={columns[index]?.channel}>
                <Choice cell={cell} labels={labels} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Choice({ cell, labels }: { cell: ChannelCell | null; labels: Props["labels"] }) {
  if (!cell) {
    return (
      <span className="muted">
        <span aria-hidden="true">–</span>
        <span className="sr">{labels.notBy}</span>
      </span>
    );
  }
  if (!cell.name) {
    return (
      <span className="muted inline-grid min-h-11 place-content-center justify-items-center">
        <Icon name="lock" isSmall />
        {labels.always}
      </span>
    );
  }
  return (
    <label className="tap">
      <input className="tick" type="checkbox" name={cell.name} defaultChecked={cell.isOn} aria-label={cell.spoken} />
    </label>
  );
}
