"use server";

import { connectionEndSchema, connectionRefSchema } from "@/lib/schemas/connections";
import { endConnection } from "@/lib/server/services/connections/end-connection";
import { endConnectionNow } from "@/lib/server/services/connections/end-connection-now";
import { keepConnection } from "@/lib/server/services/connections/keep-connection";
import { proposeEnd } from "@/lib/server/services/connections/propose-end";
import { setProposalAside } from "@/lib/server/services/connections/set-proposal-aside";
import { companyAction, resellerAction } from "./company-action";

type Ref = { companySlug: string; connectionId: string };

const dealerPage = ({ companySlug, connectionId }: Ref) => `/c/${companySlug}/services/resellers/${connectionId}`;
const resellerPage = ({ companySlug, connectionId }: Ref) => `/r/${companySlug}/dealers/${connectionId}`;

export const endAsDealerAction = companyAction("connection:end", connectionEndSchema, endConnection, dealerPage);
export const endAsResellerAction = resellerAction("connection:end", connectionEndSchema, endConnection, resellerPage);

export const endNowAsDealerAction = companyAction("connection:end", connectionRefSchema, endConnectionNow, dealerPage);
export const endNowAsResellerAction = resellerAction(
  "connection:end",
  connectionRefSchema,
  endConnectionNow,
  resellerPage,
);

export const keepAsDealerAction = companyAction("connection:end", connectionRefSchema, keepConnection, dealerPage);
export const keepAsResellerAction = resellerAction("connection:end", connectionRefSchema, keepConnection, resellerPage);

export const proposeAsDealerAction = companyAction(
  "connection:propose-end",
  connectionEndSchema,
  proposeEnd,
  dealerPage,
);
export const proposeAsResellerAction = resellerAction(
  "connection:propose-end",
  connectionEndSchema,
  proposeEnd,
  resellerPage,
);

export const setAsideAsDealerAction = companyAction(
  "connection:end",
  connectionRefSchema,
  setProposalAside,
  dealerPage,
);
export const setAsideAsResellerAction = resellerAction(
  "connection:end",
  connectionRefSchema,
  setProposalAside,
  resellerPage,
);
