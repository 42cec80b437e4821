/** A name as an SQL identifier. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** A text as an SQL literal, for what DuckDB does not take as a parameter (paths of files, views). */
export function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
