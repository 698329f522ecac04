/** What `npm test` tells the suites about its PostgreSQL server: addresses of the migrated template, and all powers. */
export type TestServer = { templateName: string; templateUrl: string; templateOwnerUrl: string; superuserUrl: string };

declare module "vitest" {
  export interface ProvidedContext {
    testServer: TestServer | null;
  }
}
