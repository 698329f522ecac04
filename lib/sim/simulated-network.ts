import { toDate, toInstant } from "@/lib/clock";
import type { Transaction } from "@/lib/server/context";
import { type SimReportInput, takeReports } from "@/lib/server/services/sims/take-reports";
import {
  addMessages,
  type CardRow,
  type ClockRef,
  lockCards,
  lockSendable,
  type MessageRow,
  saveCards,
  saveRetries,
  takeMessages,
} from "@/lib/server/store/network";
import { deliveryDelays, retrySeconds } from "./network-delivery";
import { stimulate } from "./stimulate";

/** What one transaction takes on: so many commands or messages of a clock's companies, at an instant of that clock. */
export type Turn = { clock: ClockRef; at: Temporal.Instant; limit: number };

/**
 * Sends commands that wait and whose turn it is: the gateway hands each to the network, and asks again later, with
 * growing pauses, until a report answers it. A SIM that can hear nothing is left until something about it changes.
 * Returns how many commands it looked at.
 */
export async function sendCommands(tx: Transaction, { clock, at, limit }: Turn): Promise<number> {
  const sendable = await lockSendable(tx, clock, toDate(at), limit);
  const messages = sendable.flatMap(({ isDeaf, attempts, faults, ...command }) => {
    if (isDeaf) return [];
    const delays = deliveryDelays({ direction: "COMMAND", attempt: attempts, ...command }, faults);
    return delays.map((delayMs) => message("COMMAND", command, { at, delayMs }));
  });
  await addMessages(tx, messages);
  await saveRetries(
    tx,
    sendable.map(({ simId, attempts, isDeaf }) => ({
      simId,
      attempts: attempts + 1,
      nextTryAt: isDeaf ? null : toDate(at.add({ seconds: retrySeconds(attempts + 1) })),
    })),
  );
  return sendable.length;
}

type Content = Pick<MessageRow, "simId" | "version" | "status">;

function message(
  direction: MessageRow["direction"],
  { simId, version, status }: Content,
  { at, delayMs }: { at: Temporal.Instant; delayMs: number },
): MessageRow {
  return {
    direction,
    simId,
    version,
    status,
    sentAt: toDate(at),
    dueAt: toDate(at.add({ milliseconds: delayMs })),
  };
}

/**
 * Lets messages arrive that are due, in their order: a SIM obeys a command if it is newer than the last one it heard, and
 * says in any case what it is; a report goes to the portal. Hubs feel at once what their SIM has become. `tell` learns
 * whose messages these are before anything can fail. Returns how many arrived.
 */
export async function deliverMessages(
  tx: Transaction,
  { at, ...turn }: Turn & { exceptSims: readonly string[] },
  tell: (simIds: string[]) => void,
): Promise<number> {
  const arrived = await takeMessages(tx, { ...turn, at: toDate(at) });
  if (arrived.length === 0) return 0;
  tell(arrived.map(({ simId }) => simId));
  const cards = await lockCards(
    tx,
    arrived.map(({ simId }) => simId),
  );
  const { changed, answers } = hear(cards, arrived);
  await saveCards(tx, changed);
  await takeReports(tx, arrived.filter(({ direction }) => direction === "REPORT").map(toReport));
  await stimulate(
    tx,
    changed.flatMap(({ hubKey, heardAt }) =>
      hubKey ? [{ hubKey, at: heardAt, stimulus: { to: "HUB" as const, what: "SETTLE" as const } }] : [],
    ),
  );
  await addMessages(tx, answers);
  return arrived.length;
}

/** The instant a report carries is when the hub saw it, however long it was under way. */
function toReport({ simId, status, version, sentAt }: MessageRow): SimReportInput {
  return { simId, status, version, at: toInstant(sentAt) };
}

type Heard = CardRow & { heardAt: Temporal.Instant };

/** Says what cards become of the commands among `arrived`, and what they answer. */
function hear(cards: readonly CardRow[], arrived: readonly MessageRow[]): { changed: Heard[]; answers: MessageRow[] } {
  const known = new Map(cards.map((card) => [card.simId, card]));
  const changed = new Map<string, Heard>();
  const answers: MessageRow[] = [];
  for (const { direction, simId, version, status, dueAt } of arrived) {
    const card = known.get(simId);
    if (direction === "REPORT" || !card || card.isDeaf) continue;
    const heardAt = toInstant(dueAt);
    const isNewer = version > card.cardVersion;
    const obeyed = isNewer ? { ...card, cardStatus: status, cardVersion: version } : card;
    known.set(simId, obeyed);
    if (isNewer) changed.set(simId, { ...obeyed, heardAt });
    answers.push(...answer(obeyed, heardAt));
  }
  return { changed: [...changed.values()], answers };
}

/** A SIM's report of itself goes the way back through the same network. Each is another one, told apart by its instant. */
function answer(card: CardRow, at: Temporal.Instant): MessageRow[] {
  const content = { simId: card.simId, version: card.cardVersion, status: card.cardStatus };
  const delays = deliveryDelays({ direction: "REPORT", attempt: at.epochMilliseconds, ...content }, card.faults);
  return delays.map((delayMs) => message("REPORT", content, { at, delayMs }));
}
