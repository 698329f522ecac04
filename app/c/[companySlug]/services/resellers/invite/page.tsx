import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { formTexts } from "@/app/shell/form-texts";
import { AddressForm } from "@/components/resellers/address-form";
import { SendRequestForm } from "@/components/resellers/send-request-form";
import { Crumbs } from "@/components/ui/crumbs";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { inviteViewSchema } from "@/lib/schemas/resellers";
import { forPage } from "@/lib/server/pages";
import { getInviteByEmail, type InviteByEmail } from "@/lib/server/queries/add-reseller";
import { FoundPanel } from "../add/found-panel";
import { ObstacleNote } from "../add/obstacle-note";
import { ResellerRows } from "../add/reseller-rows";

type Props = {
  params: Promise<{ companySlug: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("resellers"))("invite.title") };
}

/** Asks a reseller that is not in the list by its address: first what stands behind it, then Send request. */
export default async function InvitePage({ params, searchParams }: Props) {
  const { companySlug } = await params;
  const asked = inviteViewSchema.parse(await searchParams);
  const page = await forPage(getInviteByEmail(companySlug, asked));
  const t = await getTranslations("resellers");
  const base = `/c/${companySlug}/services/resellers`;
  const { email, found } = page;
  return (
    <>
      <Crumbs
        label={(await getTranslations("hubs"))("crumbs")}
        entries={[
          { label: t("list.title"), href: base },
          { label: t("add.title"), href: `${base}/add` },
          { label: t("invite.title") },
        ]}
      />
      <PageHeader title={t("invite.title")} fact={t("invite.fact")} />
      <div className="cols">
        <div className="stack">
          <AddressPanel page={page} base={base} query={asked.q} />
          {asked.q ? <Others page={page} base={base} query={asked.q} /> : null}
        </div>
        {found ? <FoundPanel found={found} page={page} sendTo="ADDRESS" /> : null}
        {email && !found ? <UnknownAddress page={page} email={email} /> : null}
      </div>
    </>
  );
}

async function AddressPanel({ page, base, query }: { page: InviteByEmail; base: string; query: string | undefined }) {
  const t = await getTranslations("resellers.invite");
  const isWrong = page.typed !== null && page.email === null;
  return (
    <Panel id="address" title={t("address")}>
      <AddressForm
        key={page.typed ?? ""}
        action={`${base}/invite`}
        query={query}
        typed={page.typed ?? (query?.includes("@") ? query : "")}
        isWrong={isWrong}
        texts={await formTexts()}
        labels={{ email: t("email"), hint: t("emailHint"), show: t("show") }}
      />
    </Panel>
  );
}

async function Others({ page, base, query }: { page: InviteByEmail; base: string; query: string }) {
  const t = await getTranslations("resellers.invite");
  const address = (resellerId: string) => `${base}/add?${new URLSearchParams({ reseller: resellerId })}`;
  return (
    <Panel id="pick" title={t("pick", { query })} isPadded={false}>
      {page.resellers.length === 0 ? (
        <p className="pad muted">{t("pickNone", { query })}</p>
      ) : (
        <ResellerRows resellers={page.resellers} base={base} chosen={undefined} address={address} />
      )}
    </Panel>
  );
}

/** An address that no reseller uses: only itself, and what will happen, whosever it is. */
async function UnknownAddress({ page: { viewer, obstacle }, email }: { page: InviteByEmail; email: string }) {
  const t = await getTranslations("resellers");
  return (
    <Panel id="details" title={email} className="first wrap-anywhere">
      <p className="mb-2">{t("invite.unknown")}</p>
      <ol className="list-decimal ps-5 mb-4">
        <li>{t("invite.then.mail")}</li>
        <li>{t("invite.then.claim")}</li>
        <li>{t("invite.then.wait")}</li>
      </ol>
      {obstacle ? (
        <ObstacleNote obstacle={obstacle} viewer={viewer} />
      ) : (
        <SendRequestForm
          key={email}
          texts={await formTexts()}
          labels={{ message: t("add.message"), messageHint: t("invite.messageHint"), send: t("add.send") }}
          hidden={{ companySlug: viewer.companySlug, submissionId: randomUUID(), email }}
        />
      )}
    </Panel>
  );
}
