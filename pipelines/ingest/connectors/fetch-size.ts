/** Rows that a server is asked for at a time: some megabytes of a ledger's rows. */
export const FETCH_ROWS = 2000;
/** How long a server may take to answer a connection. */
export const CONNECT_TIMEOUT_MS = 15_000;
