// Formats every SQL file of the engine, or with --check names those that are not formatted and fails.
// prettier-plugin-sql does not know DuckDB's dialect; the formatter behind it does.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatDialect, duckdb } from 'sql-formatter';

const isCheck = process.argv.includes('--check');
const files = readdirSync('engine', { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith('.sql'))
  .map((entry) => join(entry.parentPath, entry.name));

const unformatted = [];
for (const file of files) {
  const text = readFileSync(file, 'utf8');
  const formatted = `${formatDialect(text, {
    dialect: duckdb,
    keywordCase: 'lower',
    dataTypeCase: 'lower',
    functionCase: 'lower',
    expressionWidth: 100,
    paramTypes: { named: ['$'] },
  }).trim()}\n`;
  if (formatted === text) continue;
  unformatted.push(file);
  if (!isCheck) writeFileSync(file, formatted);
}
if (isCheck && unformatted.length > 0) {
  console.error(`Not formatted (npm run format does it):\n${unformatted.join('\n')}`);
  process.exit(1);
}
console.log(`${files.length} SQL files, ${isCheck ? 'all formatted' : `${unformatted.length} changed`}`);
