import "server-only";
import { cache } from "react";
import { type NoticeListParams, parsePlace, printPlace } from "@/lib/schemas/notifications";
import { onDatabase } from "../context";
import { requireAccount } from "../gate";
import { countOpenNotices, listNotices, type NoticeRow } from "../store/notifications";

/** Beyond this the bell says "99+". */
export const openNoticeLimit = 100;
const pageSize = 50;

/** Counts the open lines of the signed-in person, up to {@link openNoticeLimit}. Throws UNAUTHENTICATED. */
export const getBell = cache(async (): Promise<{ open: number }> => {
  const { accountId } = await requireAccount();
  return { open: await onDatabase((client) => countOpenNotices(client, accountId, openNoticeLimit)) };
});

/** One line of the bell. `at` is ISO text, by the clock of what happened. */
export type NoticeItem = Omit<NoticeRow, "at" | "doneAt"> & { at: string; isDone: boolean };

export type NoticeList = { items: NoticeItem[]; nextCursor: string | null; open: number; timeZone: string };

/** Reads one keyset page of the signed-in person's lines, newest first. Throws UNAUTHENTICATED. */
export async function getNotices({ show, before }: NoticeListParams): Promise<NoticeList> {
  const { accountId, timeZone } = await requireAccount();
  const page = { isOpenOnly: show === "open", before: parsePlace(before), limit: pageSize + 1 };
  const rows = await onDatabase((client) => listNotices(client, accountId, page));
  const items = rows.slice(0, pageSize).map(toItem);
  const last = items.at(-1);
  return {
    items,
    nextCursor: last && rows.length > pageSize ? printPlace(last) : null,
    open: (await getBell()).open,
    timeZone: timeZone ?? "UTC",
  };
}

function toItem({ at, doneAt, ...row }: NoticeRow): NoticeItem {
  return { ...row, at: at.toISOString(), isDone: doneAt !== null };
}
