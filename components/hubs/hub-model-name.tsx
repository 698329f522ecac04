import { type HubModel, hubModelNames } from "@/lib/domain/devices/hub-model";

/** A hub's model as printed on the device, the same in every language. */
export function HubModelName({ model }: { model: HubModel }) {
  return <span>{hubModelNames[model]}</span>;
}
