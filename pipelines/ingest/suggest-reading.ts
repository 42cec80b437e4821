import type { Expression, Mapping, MappedTable } from '#engine/contract/mapping.ts';
import type { Table } from '#engine/contract/table.ts';
import { requireTable, targetOfChosen, type TargetChoice } from './choose-target.ts';
import { presetsOfHeader, tableOfHeader, type FittingPreset } from './guess-reading.ts';
import type { Peek } from './peek.ts';
import { mappingOf, type Reading } from './plan.ts';
import { suggestFor } from './suggest-for.ts';

/** What the words of other systems for kinds of events mean. */
const KINDS: Readonly<Record<string, readonly string[]>> = {
  earn: [
    '获得',
    '增加',
    '赠送',
    '发放',
    '奖励',
    '签到',
    '消费赠送',
    '积分获得',
    'add',
    'award',
    'accrual',
    'credit',
    'gain',
    'in',
  ],
  redeem: [
    '兑换',
    '使用',
    '扣减',
    '减少',
    '抵扣',
    '消耗',
    '消费',
    '支出',
    'spend',
    'use',
    'debit',
    'burn',
    'redemption',
    'out',
  ],
  expire: ['过期', '失效', '到期', 'expired', 'expiry', 'expiration'],
  transfer_out: ['转出', '转赠', '赠出'],
  transfer_in: ['转入', '受赠'],
  reverse: ['冲回', '冲正', '撤销', '扣回', 'clawback', 'reversal'],
  restore: ['返还', '退还', '退回', 'refund', 'restoration'],
  adjust: ['调整', '人工调整', '管理员修改', 'adjustment', 'correction'],
  forfeit: ['清零', '注销', '作废'],
};

/** How a file will be read, and where that was found. */
export interface Settled {
  readonly reading: Reading;
  readonly table: Table;
  readonly source: 'choice' | 'name' | 'header' | 'preset' | 'suggestion' | 'correction' | 'before';
  /** Required columns for which the file seems to have nothing; then a person must say. */
  readonly unfilled: readonly string[];
  readonly presets: readonly FittingPreset[];
}

/**
 * Settles how a file is read: as a person said, else by its name, else by its header, else by a preset whose columns
 * are all there, else by a mapping suggested from the columns' names.
 */
export async function settleReading(stem: string, asked: Reading, seen: Peek): Promise<Settled> {
  const { names } = seen.text;
  const mapping = await mappingOf(asked);
  const choice: TargetChoice = {
    ...(asked.table === undefined ? {} : { table: requireTable(asked.table) }),
    ...(mapping === undefined ? {} : { mapping }),
  };
  const presets = await presetsOfHeader(names);
  const target = targetOfChosen(stem, choice);
  if (target?.mapped) return { reading: asked, table: target.table, source: 'choice', unfilled: [], presets };
  const table = target?.table ?? tableOfHeader(names);
  if (table && hasRequired(names, table)) {
    const source = asked.table !== undefined ? 'choice' : target ? 'name' : 'header';
    return { reading: { ...asked, table: table.name }, table, source, unfilled: [], presets };
  }
  const preset = presets.find((each) => !table || each.table === table.name);
  if (preset)
    return {
      reading: { ...asked, preset: preset.preset, table: preset.table },
      table: requireTable(preset.table),
      source: 'preset',
      unfilled: [],
      presets,
    };
  const meant = table ?? requireTable('point_events');
  const suggested = await suggestFor(names, meant);
  const { mapped, unfilled } = await refined(suggested.mapping.tables[0]!, suggested.unfilled, seen);
  const full: Mapping = { ...suggested.mapping, tables: [mapped] };
  return {
    reading: { ...asked, table: meant.name, mapping: full },
    table: meant,
    source: 'suggestion',
    unfilled,
    presets,
  };
}

function hasRequired(names: readonly string[], table: Table): boolean {
  const there = new Set(names.map((name) => name.trim().toLowerCase()));
  return Object.entries(table.columns).every(([name, { required }]) => !required || there.has(name));
}

/** Looks at the cells too: what kinds of events the codes mean, and which way signed points go. */
async function refined(
  mapped: MappedTable,
  unfilled: readonly string[],
  seen: Peek,
): Promise<{ mapped: MappedTable; unfilled: readonly string[] }> {
  if (mapped.table !== 'point_events') return { mapped, unfilled };
  const columns: Record<string, Expression> = { ...mapped.columns };
  const left = new Set(unfilled);
  const points = columns.points;
  const at = typeof points === 'string' ? placeOf(points, seen) : -1;
  const isSigned = at >= 0 && (await seen.hasNegative(at));
  const kind = columns.event_type;
  const kindColumn = columnOf(kind);
  const codes = kindColumn === null ? null : await codesOf(kindColumn, seen);
  if (codes) columns.event_type = { column: kindColumn!, codes };
  if (left.has('event_type') && isSigned && typeof points === 'string') {
    left.delete('event_type');
    columns.event_type = {
      cases: [
        { when: { column: points, sign: 'positive' }, then: { value: 'earn' } },
        { when: { column: points, sign: 'negative' }, then: { value: 'redeem' } },
      ],
    };
  }
  if (isSigned && typeof points === 'string') {
    const adjusts = Object.entries(codes ?? {}).flatMap(([code, meaning]) =>
      meaning === 'adjust' ? [code] : [],
    );
    const magnitude: Expression = { column: points, number: { magnitude: true } };
    columns.points =
      adjusts.length > 0
        ? { cases: [{ when: { column: kindColumn!, in: adjusts }, then: points }], otherwise: magnitude }
        : magnitude;
  }
  return { mapped: { ...mapped, columns }, unfilled: [...left] };
}

/** The column that an expression takes its codes from; null where it is made otherwise. */
export function columnOf(expression: Expression | undefined): string | null {
  if (typeof expression === 'string') return expression;
  return expression && 'column' in expression ? expression.column : null;
}

/** The place of a column among a file's, by name; -1 where it has none such. */
export function placeOf(name: string, { text }: Pick<Peek, 'text'>): number {
  const plain = name.trim().toLowerCase();
  return text.names.findIndex((each) => each.trim().toLowerCase() === plain);
}

async function codesOf(column: string, seen: Peek): Promise<Record<string, string> | null> {
  const at = placeOf(column, seen);
  if (at < 0) return null;
  const meanings = (await seen.values(at)).flatMap(({ value }) => {
    const word = value.trim().toLowerCase();
    const kind = Object.entries(KINDS).find(([name, words]) => name === word || words.includes(word));
    return kind ? [[value.trim(), kind[0]]] : [];
  });
  return meanings.length > 0 ? (Object.fromEntries(meanings) as Record<string, string>) : null;
}
