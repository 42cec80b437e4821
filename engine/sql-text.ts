/** A name as an SQL identifier. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** A text as an SQL literal, for what DuckDB does not take as a parameter (paths of files, views). */
export function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** Those of some parameters that a statement mentions: DuckDB refuses one that it does not. */
export function mentionedIn<Value>(
  sql: string,
  parameters: Readonly<Record<string, Value>> = {},
): Record<string, Value> | undefined {
  const used = Object.entries(parameters).filter(([name]) => new RegExp(`\\$${name}\\b`).test(sql));
  return used.length ? Object.fromEntries(used) : undefined;
}
