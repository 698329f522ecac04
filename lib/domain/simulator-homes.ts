import { parseEmail } from "./email";

/** Verbs about people who live with hubs, and about their programs. */
export const homeVerbs = ["expire", "invite", "uninvite", "sign-out", "unlink", "push-fail"] as const;
export type HomeVerb = (typeof homeVerbs)[number];

/**
 * What the simulator does to people who live with hubs, and to their programs. A null hub is all of them. What runs out
 * does so for a hub, whichever device was named with it. A null address is the reporting one.
 */
export type HomeAct =
  | { verb: "expire"; deviceId: string | null; hubId: string | null }
  | { verb: "invite" | "uninvite"; hubId: string; email: string | null }
  | UserAct;

export type UserAct =
  | { verb: "sign-out" | "unlink"; email: string }
  | { verb: "push-fail"; email: string; times: number };

/** What a use names; what its verb has no use for is left aside. `times` is text, as it was typed. */
export type HomeWords = {
  deviceId: string | null;
  hubId: string | null;
  email: string | null;
  isReporter: boolean;
  times: string;
};

/** Reads what a verb is to do. Null where something is missing, too much or makes no sense. */
export function readHomeAct(verb: HomeVerb, words: HomeWords): HomeAct | null {
  const { deviceId, hubId, email, isReporter, times } = words;
  switch (verb) {
    case "expire":
      return { verb, deviceId, hubId };
    case "invite":
    case "uninvite": {
      const address = email === null ? null : parseEmail(email);
      return hubId && (address === null) === isReporter && (email === null) === isReporter
        ? { verb, hubId, email: address }
        : null;
    }
    case "push-fail":
      return email && /^\d{1,3}$/.test(times) ? { verb, email, times: Number(times) } : null;
    default:
      return email ? { verb, email } : null;
  }
}
