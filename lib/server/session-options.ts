/** What every connection of the portal begins with. Limits of RELIABILITY, section 5: a statement that hangs holds a lock that others wait for. */
export const sessionOptions =
  "-c statement_timeout=5000 -c lock_timeout=3000 -c idle_in_transaction_session_timeout=10000 -c TimeZone=UTC";
