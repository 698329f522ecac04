import { randomUUID } from "node:crypto";
import { getLocale, getTranslations } from "next-intl/server";
import { formTexts } from "@/app/shell/form-texts";
import { ResellerFacts } from "@/components/resellers/reseller-facts";
import { SendRequestForm } from "@/components/resellers/send-request-form";
import { Note } from "@/components/ui/note";
import { Panel } from "@/components/ui/panel";
import { countryName } from "@/lib/i18n/country-name";
import type { FoundReseller } from "@/lib/server/queries/add-reseller";
import type { PageViewer } from "@/lib/server/queries/hubs";
import { ObstacleNote } from "./obstacle-note";

type Props = {
  found: FoundReseller;
  page: { viewer: PageViewer; ownCountry: string };
  /** The reseller was chosen from the list, or found by its address. */
  sendTo: "RESELLER" | "ADDRESS";
};

/** A reseller's details, and below them Send request, or why it cannot be sent. */
export async function FoundPanel({ found, page: { viewer, ownCountry }, sendTo }: Props) {
  const t = await getTranslations("resellers.add");
  const { companySlug } = viewer;
  const common = { companySlug, submissionId: randomUUID() };
  const hidden = sendTo === "ADDRESS" ? { ...common, email: found.email } : { ...common, resellerId: found.resellerId };
  return (
    <Panel id="details" title={found.name} className="first">
      <div className="mb-4">
        <ResellerFacts reseller={found} />
      </div>
      {found.servesCountry ? null : (
        <div className="mb-4">
          <Note kind="warning">{t("other", { country: countryName(ownCountry, await getLocale()) })}</Note>
        </div>
      )}
      {found.obstacle ? (
        <ObstacleNote obstacle={found.obstacle} viewer={viewer} />
      ) : (
        <SendRequestForm
          key={found.resellerId}
          texts={await formTexts()}
          labels={{ message: t("message"), messageHint: t("messageHint"), send: t("send") }}
          hidden={hidden}
        />
      )}
    </Panel>
  );
}
