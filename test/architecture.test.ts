import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { openDatabase } from '#engine/database.server.ts';
import { LAYERS, MODELS } from '#engine/models/catalogue.ts';
import { modelGrain, modelSql } from '#engine/models/model.ts';
import { PACKAGE_ROOT } from '#engine/package-root.ts';
import { bookOf } from '#test/support/book.ts';

const ROOMS = ['engine', 'pipelines', 'web', 'test'];
const FILES = ROOMS.flatMap((room) => filesIn(room));
const SOURCES = FILES.filter((file) => /\.(ts|svelte)$/.test(file) && !file.endsWith('.d.ts'));
const SQL = FILES.filter((file) => /^engine\/models\/.*\.sql$/.test(file));

interface Import {
  readonly from: string;
  /** A file of this repository, or the name of a package. */
  readonly to: string;
  readonly isTypeOnly: boolean;
}

const IMPORTS: readonly Import[] = SOURCES.flatMap(importsOf);

function filesIn(folder: string): string[] {
  return readdirSync(join(PACKAGE_ROOT, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((name) => statSync(join(PACKAGE_ROOT, name)).isFile());
}

function read(file: string): string {
  return readFileSync(join(PACKAGE_ROOT, file), 'utf8');
}

function importsOf(file: string): Import[] {
  const text = file.endsWith('.svelte')
    ? [...read(file).matchAll(/<script[^>]*>([\s\S]*?)<\/script>/g)].map((match) => match[1]!).join('\n')
    : read(file);
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const found: Import[] = [];
  const add = (specifier: ts.Node | undefined, isTypeOnly: boolean) => {
    if (specifier && ts.isStringLiteralLike(specifier))
      found.push({ from: file, to: resolve(file, specifier.text), isTypeOnly });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) add(node.moduleSpecifier, isTypeImport(node));
    else if (ts.isExportDeclaration(node)) add(node.moduleSpecifier, node.isTypeOnly);
    else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
      add(node.arguments[0], false);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function isTypeImport(node: ts.ImportDeclaration): boolean {
  const clause = node.importClause;
  if (!clause) return false;
  if (clause.isTypeOnly) return true;
  const named = clause.namedBindings;
  return (
    !clause.name && !!named && ts.isNamedImports(named) && named.elements.every((each) => each.isTypeOnly)
  );
}

function resolve(file: string, specifier: string): string {
  if (specifier.startsWith('#')) return specifier.slice(1);
  if (specifier.startsWith('$lib')) return specifier.replace('$lib', 'web/lib');
  return specifier.startsWith('.') ? join(dirname(file), specifier) : specifier;
}

const isOurs = (path: string) => ROOMS.some((room) => path.startsWith(`${room}/`));

/** The imports that go from some files to some others, as sentences; a test wants none. */
function crossings(from: RegExp, to: (path: string) => boolean, options: { types?: boolean } = {}): string[] {
  return IMPORTS.filter(
    (each) => from.test(each.from) && to(each.to) && (options.types || !each.isTypeOnly),
  ).map((each) => `${each.from} imports ${each.to}`);
}

describe('who may import whom', () => {
  it('lets the engine know only the engine', () => {
    expect(crossings(/^engine\//, (to) => isOurs(to) && !to.startsWith('engine/'), { types: true })).toEqual(
      [],
    );
  });

  it('lets the pipelines know themselves and the engine', () => {
    expect(
      crossings(/^pipelines\//, (to) => isOurs(to) && !/^(pipelines|engine)\//.test(to), { types: true }),
    ).toEqual([]);
  });

  it('opens engine and pipelines to web/lib/server alone; the browser has types of the contract, and charts', () => {
    const isOutside = /^web\/(?!lib\/server\/)/;
    expect(
      crossings(isOutside, (to) => /^(engine|pipelines)\//.test(to) && !to.startsWith('engine/charts/')),
    ).toEqual([]);
    expect(
      crossings(
        isOutside,
        (to) => /^(engine|pipelines)\//.test(to) && !/^engine\/(charts|contract)\//.test(to),
        {
          types: true,
        },
      ),
    ).toEqual([]);
    expect(crossings(/^web\/lib\//, (to) => to.startsWith('web/routes/'), { types: true })).toEqual([]);
    expect(
      crossings(/^web\/(routes\/.*(?<!\.server)\.(ts|svelte)|lib\/(?!server\/).*)$/, (to) =>
        to.startsWith('web/lib/server/'),
      ).filter(
        // Endpoints run on the server whatever their name.
        (sentence) => !/\+server\.ts imports/.test(sentence),
      ),
    ).toEqual([]);
  });

  it('keeps tests out of what they test', () => {
    expect(crossings(/^(engine|pipelines|web)\//, (to) => to.startsWith('test/'), { types: true })).toEqual(
      [],
    );
  });

  it('keeps the contract to zod, and charts free of anything that a browser has not', () => {
    expect(
      crossings(/^engine\/contract\//, (to) => to !== 'zod' && !to.startsWith('engine/contract/'), {
        types: true,
      }),
    ).toEqual([]);
    expect(
      crossings(/^engine\/charts\//, (to) => to.startsWith('node:') || /\.server\.ts$/.test(to)),
    ).toEqual([]);
  });

  it('keeps the kernel and the mathematics of the liability free of input and output', () => {
    // The runner stands beside the kernel: it feeds it from the database and writes back what it says.
    const pure = /^engine\/(lots\/(?!(runner|kernel-input|table-writer|event-codes)\.ts)|liability\/)/;
    expect(
      crossings(pure, (to) => to.startsWith('node:') || /\.server\.ts$/.test(to), { types: true }),
    ).toEqual([]);
    expect(
      crossings(
        pure,
        (to) =>
          to.startsWith('engine/') && /^engine\/(build|books|data|ledger|models|rules|shards)\//.test(to),
      ),
    ).toEqual([]);
  });

  it('has one importer of the database driver', () => {
    const importers = IMPORTS.filter((each) => each.to.startsWith('@duckdb/')).map((each) => each.from);
    expect([...new Set(importers)]).toEqual(['engine/database.server.ts']);
  });

  it('names the file with its extension, so that no folder stands for a file', () => {
    const vague = IMPORTS.filter((each) => isOurs(each.to) && !/\.[a-z]+$/.test(basename(each.to)));
    // Generated types of SvelteKit lie beside each page.
    expect(
      vague.filter((each) => !/\/\$types$/.test(each.to)).map((each) => `${each.from} imports ${each.to}`),
    ).toEqual([]);
  });

  it('has no cycles', () => {
    const graph = new Map<string, string[]>();
    for (const { from, to, isTypeOnly } of IMPORTS)
      if (isOurs(to) && !isTypeOnly) graph.set(from, [...(graph.get(from) ?? []), to]);
    expect(cycleIn(graph)).toEqual([]);
  });

  it('has no barrel files', () => {
    const barrels = SOURCES.filter((file) => file.endsWith('.ts')).filter((file) => {
      const { statements } = ts.createSourceFile(file, read(file), ts.ScriptTarget.Latest);
      return (
        statements.length > 0 &&
        statements.every((each) => ts.isExportDeclaration(each) && each.moduleSpecifier)
      );
    });
    expect(barrels).toEqual([]);
  });
});

/** A path that leads back to its first file, or nothing. */
function cycleIn(graph: ReadonlyMap<string, readonly string[]>): string[] {
  const done = new Set<string>();
  const path: string[] = [];
  const visit = (file: string): string[] => {
    if (path.includes(file)) return [...path.slice(path.indexOf(file)), file];
    if (done.has(file)) return [];
    path.push(file);
    for (const next of graph.get(file) ?? []) {
      const cycle = visit(next);
      if (cycle.length) return cycle;
    }
    path.pop();
    done.add(file);
    return [];
  };
  for (const file of graph.keys()) {
    const cycle = visit(file);
    if (cycle.length) return cycle;
  }
  return [];
}

describe('names', () => {
  it('are kebab-case for TypeScript, snake_case for models, PascalCase for components', () => {
    const wrong = FILES.filter((file) => {
      const name = basename(file);
      if (/^(web\/static|web\/messages|test\/vectors)\//.test(file)) return false;
      if (file.startsWith('web/routes/') && name.startsWith('+')) return false;
      if (name.endsWith('.svelte')) return !/^[A-Z][A-Za-z0-9]*\.svelte$/.test(name);
      if (/^engine\/models\/.*\.sql$/.test(file)) return !/^[a-z][a-z0-9_]*\.sql$/.test(name);
      if (name.endsWith('.ts'))
        return !/^[a-z][a-z0-9-]*(\.(server|test|property\.test|svelte|d))?\.ts$/.test(name);
      return false;
    });
    expect(wrong).toEqual([]);
  });

  it('say what is inside: none of those that mean everything', () => {
    const vague = /(^|\/)(utils?|helpers?|services?|managers?|types|common-?utils|misc|index)(\.ts|\/)/;
    expect(FILES.filter((file) => vague.test(file) && !file.startsWith('web/messages/'))).toEqual([]);
  });
});

describe('models', () => {
  it('are each listed once, and each listed one has its file', () => {
    const listed = MODELS.map((model) => model.name);
    expect(new Set(listed).size).toBe(listed.length);
    const files = SQL.map((file) =>
      relative('engine/models', file)
        .replace(/\.sql$/, '')
        .replace('/', '.'),
    );
    // What the kernel reads is built by the replay itself, once per shard.
    expect([...listed, 'posting.kernel_input', 'posting.tied_rows'].sort()).toEqual(files.sort());
  });

  it('begin with their grain', () => {
    const silent = MODELS.filter((model) => !/^(One|Views?) \w+/.test(modelGrain(modelSql(model.name))));
    expect(silent.map((model) => `${model.name}: ${modelGrain(modelSql(model.name)).slice(0, 60)}`)).toEqual(
      [],
    );
  });

  it('read what stands before them: earlier models, and earlier layers', async () => {
    const read = await tablesRead();
    const place = new Map(MODELS.map((model, index) => [model.name, index]));
    const layer = (name: string) => LAYERS.indexOf(name.split('.')[0] as (typeof LAYERS)[number]);
    const wrong = MODELS.flatMap((model) =>
      read.get(model.name)!.flatMap((name) => {
        const isLater = (place.get(name) ?? -1) >= place.get(model.name)!;
        // Scratch tables serve all layers and are kept in order by the list alone.
        const isHigher = !/^posting\./.test(model.name) && layer(name) > layer(model.name);
        return isLater || isHigher || layer(name) < 0 ? [`${model.name} reads ${name}`] : [];
      }),
    );
    expect(wrong).toEqual([]);
  });

  it('of a whole programme never read entries, lots or uses', async () => {
    const read = await tablesRead();
    const perEvent =
      /^(ledger\.(entries|unposted|transfers)|lots\.(\w+_facts|lots|uses|shortfalls|lot_ids|cancellations)|posting\.(kernel_input|raw_events))$/;
    const wrong = MODELS.filter((model) => model.level === 'programme').flatMap((model) =>
      read
        .get(model.name)!
        .filter((name) => perEvent.test(name))
        .map((name) => `${model.name} reads ${name}`),
    );
    expect(wrong).toEqual([]);
  });

  it('add up only where they are built per account', () => {
    expect(
      MODELS.filter((model) => model.sums && model.level !== 'account').map((model) => model.name),
    ).toEqual([]);
  });

  it('all stand in a book that is computed, but for scratch', async () => {
    // Computing binds and runs every model against the real database.
    const book = await bookOf({
      point_events: [
        {
          event_id: '1',
          member_id: 'm',
          event_type: 'earn',
          points: '1',
          occurred_at: '2024-01-01T00:00:00',
        },
      ],
    });
    const found = await book.query<{ name: string }>(
      `select concat(schema_name, '.', table_name) as name from duckdb_tables()
       union all select concat(schema_name, '.', view_name) from duckdb_views() where not internal
       union all select concat(schema_name, '.', function_name) from duckdb_functions() where not internal`,
    );
    const names = new Set(found.map((each) => each.name));
    const missing = MODELS.map((model) => model.name).filter(
      (name) => !/^posting\./.test(name) && !names.has(name),
    );
    expect(missing).toEqual([]);
  });
});

/** The tables that each model reads, by DuckDB's own parser. */
async function tablesRead(): Promise<Map<string, string[]>> {
  const database = await openDatabase(':memory:');
  try {
    return new Map(
      MODELS.map((model) => [
        model.name,
        database.connection
          .getTableNames(modelSql(model.name), true)
          .map((name) => name.replace(/ AS .*$/, '').replaceAll('"', ''))
          .filter((name) => name.includes('.')),
      ]),
    );
  } finally {
    database.close();
  }
}
