import { pageSchema } from "@/lib/schemas/cloud";
import { getCloudSpace, listCloudLogs, listCloudSpaces } from "@/lib/server/queries/cloud/read-hubs";
import type { Call } from "./call";
import { answerJson, CloudRefusal } from "./respond";

/** What a call reads by several statements, once it is proved who calls. Lists are bare arrays. */
type Read = (call: Call) => Promise<unknown>;

function read(find: Read) {
  return async (call: Call): Promise<Response> => answerJson(await find(call));
}

export const readSpace = read(({ caller, at }) => getCloudSpace(caller.scope, at.spaceId));

export const readSpaces = read(({ caller, request }) =>
  listCloudSpaces(caller.scope, new URL(request.url).searchParams.get("hubId")),
);

export const readLogs = read(({ caller, request, at }) => {
  const page = pageSchema.safeParse(new URL(request.url).searchParams.get("page") ?? undefined);
  if (!page.success) throw new CloudRefusal("BAD_REQUEST", "The page is a number from 1 on");
  return listCloudLogs(caller.scope, at.hubId, page.data);
});
