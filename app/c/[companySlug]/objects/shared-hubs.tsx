import { getTranslations } from "next-intl/server";
import { NavLink } from "@/components/ui/nav-link";
import { Panel } from "@/components/ui/panel";
import type { ObjectsPage } from "@/lib/server/queries/objects";

type Props = { hubs: ObjectsPage["sharedHubs"]; base: string };

/** Hubs that other companies share with this one: each leads to its object, or says how it comes into one. */
export async function SharedHubs({ hubs, base }: Props) {
  if (hubs.length === 0) return null;
  const t = await getTranslations("objects.share");
  return (
    <div className="mb-4">
      <Panel id="shared" title={t("list")} isPadded={false}>
        {hubs.map(({ hubId, name, objectId, objectName }) =>
          objectId ? (
            <NavLink className="req" key={hubId} href={`${base}/${objectId}/hubs/${hubId}`}>
              <b>{name}</b>
              <small className="col-span-full">
                <span className="mono">{hubId}</span>, {objectName}
              </small>
            </NavLink>
          ) : (
            <div className="req" key={hubId}>
              <b>{name}</b>
              <small className="col-span-full">{t("toAdd", { hub: hubId })}</small>
            </div>
          ),
        )}
      </Panel>
    </div>
  );
}
