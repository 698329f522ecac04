/** What tests use of the receiver, which comes without types. */
declare module "iobroker.sia/build/lib/sia.js" {
  import type { EventEmitter } from "node:events";
  import type { Server } from "node:net";

  export type SiaMessage = { id: string; seq: string; act: string; data_message: string; ts: string };

  type Account = { accountnumber: string; aes: boolean; hex?: boolean; password?: string };
  type Logger = Record<"info" | "debug" | "error", (text: string) => void>;

  export class sia extends EventEmitter<{ sia: [SiaMessage | undefined, string | undefined]; error: [string] }> {
    constructor(options: { host: string; port: number; timeout: number; logger: Logger });
    servertcp: Server;
    setAccounts(accounts: Account[]): void;
    serverStartTCP(): void;
    serverStopTCP(): void;
  }
}
