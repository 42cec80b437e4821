import { describe, expect, it } from 'vitest';
import { mappingSchema, parseMapping } from '#pipelines/ingest/read-mapping.ts';
import { suggestFor } from '#pipelines/ingest/suggest-for.ts';
import { findTable } from '#engine/contract/tables.ts';
import { events, HEADER, ingestFiles, refusedCodes, typedRows } from './workbench.ts';

const REST = 'member_id: uid, event_type: { value: earn }, occurred_at: at';

/** A mapping of the table that fills event_id, points and what else is given as YAML. */
function mapped(columns: string, more = '') {
  return parseMapping(
    `name: shop\ntables:\n- table: point_events\n  columns: { event_id: id, ${columns} }\n${more}`,
    'test.yaml',
  );
}

async function one(columns: string, header: string, line: string) {
  const { workspace } = await ingestFiles(
    { 'shop.csv': `${header}\n${line}\n` },
    { mapping: mapped(columns, '  from: [shop]\n') },
  );
  const refused = await refusedCodes(workspace);
  return Object.keys(refused).length ? refused[1] : (await typedRows(workspace))[0];
}

describe('numbers', () => {
  it.each([
    ['{ column: n, number: { scale: "0.01" } }', '1234567890123', '12345678901.23'],
    ['{ column: n, number: { decimal: ",", thousands: "." } }', '"1.234,5"', '1234.50'],
    ['{ column: n, number: { magnitude: true } }', '-3.5', '3.50'],
    ['{ column: n, number: { magnitude: true, scale: "0.1" } }', '-35', '3.50'],
  ])('%s reads %s', async (expression, cell, expected) => {
    const row = await one(`${REST}, points: ${expression}`, 'id,uid,at,n', `1,7,2024-01-01,${cell}`);
    expect(row).toMatchObject({ points: expected });
  });

  it.each([
    ['{ column: n, number: { decimal: ",", thousands: "." } }', '1.5', 'points:not_a_number'],
    ['{ column: n, number: { magnitude: true } }', '"1,234.50"', 'points:not_a_number'],
    ['{ column: n, number: { scale: "0.001" } }', '1', 'points:too_many_decimals'],
    ['{ column: n, number: { scale: "100000000" } }', '99999999999999999999999999', 'points:out_of_range'],
  ])('%s refuses %s', async (expression, cell, code) => {
    expect(await one(`${REST}, points: ${expression}`, 'id,uid,at,n', `1,7,2024-01-01,${cell}`)).toEqual([
      code,
    ]);
  });
});

describe('times', () => {
  it.each([
    ['{ column: at, time: { unit: seconds } }', '1704074400', '2024-01-01T02:00:00.000Z'],
    ['{ column: at, time: { unit: milliseconds } }', '1704074400123', '2024-01-01T02:00:00.123Z'],
    ['{ column: at, time: { format: "%d/%m/%Y %H:%M" } }', '31/01/2024 08:30', '2024-01-31T00:30:00.000Z'],
    ['{ column: at, time: { offset: Z } }', '2024-01-01 10:00:00', '2024-01-01T10:00:00.000Z'],
    ['{ column: at, time: { offset: "+08:00" } }', '2024-01-01', '2023-12-31T16:00:00.000Z'],
    ['{ column: at, time: { last_day: true } }', '2024-02-29', '2024-02-29T16:00:00.000Z'],
  ])('%s reads %s', async (expression, cell, expected) => {
    const columns = `member_id: uid, points: n, event_type: { value: earn }, occurred_at: ${expression}`;
    expect(await one(columns, 'id,uid,at,n', `1,7,${cell},1`)).toMatchObject({ occurred_at: expected });
  });

  it.each([
    ['{ column: at, time: { unit: seconds } }', '1704074400123', 'occurred_at:not_a_unix_time'],
    ['{ column: at, time: { unit: seconds } }', '20240101', 'occurred_at:not_a_unix_time'],
    ['{ column: at, time: { format: "%d/%m/%Y" } }', '2024-01-31', 'occurred_at:not_a_time'],
  ])('%s refuses %s', async (expression, cell, code) => {
    const columns = `member_id: uid, points: n, event_type: { value: earn }, occurred_at: ${expression}`;
    expect(await one(columns, 'id,uid,at,n', `1,7,${cell},1`)).toEqual([code]);
  });
});

it('codes change their meaning by date, and an unknown one refuses its row', async () => {
  const columns = `member_id: uid, points: n, occurred_at: at, event_type: { column: k, dated_by: at,
    codes: [{ until: 2024-01-01, map: { "1": redeem } }, { from: 2024-01-01, map: { "1": earn } }] }`;
  const { workspace } = await ingestFiles(
    { 'shop.csv': 'id,uid,at,n,k\n1,7,2023-12-31,1,1\n2,7,2024-01-01,1,1\n3,7,2024-01-02,1,9\n' },
    { mapping: mapped(columns, '  from: [shop]\n') },
  );
  expect((await typedRows(workspace)).map((row) => row.event_type)).toEqual(['redeem', 'earn']);
  expect(await refusedCodes(workspace)).toEqual({ 3: ['event_type:unmapped_code'] });
});

it('nothing of a source row is lost: what is not taken over to the letter stays in extra', async () => {
  const columns = `${REST}, points: { column: n, number: { magnitude: true } }`;
  const row = await one(columns, 'id,uid,at,N,note', '1,7,2024-01-01,-5,hello');
  expect(row).toMatchObject({ source: 'shop', points: '5.00' });
  expect(JSON.parse((row as { extra: string }).extra)).toEqual({ N: '-5', note: 'hello' });
});

it('a record of two events counts once, and comes in whole or not at all', async () => {
  const mapping = parseMapping(
    `name: shop
tables:
- table: point_events
  from: [shop]
  skip: [{ name: void, when: { column: state, is: void } }]
  columns: { event_id: { template: '{id}-out' }, member_id: a, event_type: { value: transfer_out }, points: n,
    occurred_at: at, related_event_id: { template: '{id}-in' } }
  also:
  - when: { column: b, empty: false }
    columns: { event_id: { template: '{id}-in' }, member_id: b, event_type: { value: transfer_in }, points: m,
      occurred_at: at, related_event_id: { template: '{id}-out' } }`,
    'test.yaml',
  );
  const file =
    'id,a,b,n,m,at,state\n1,7,8,5,5,2024-01-01,ok\n2,7,8,5,x,2024-01-01,ok\n3,7,8,5,5,2024-01-01,void\n';
  const { workspace, outcome } = await ingestFiles(
    { 'shop.csv': `${file}1,7,8,5,5,2024-01-01,ok\n` },
    { mapping },
  );
  expect(outcome.manifest.files[0]).toMatchObject({
    rows_read: 4,
    accepted: 1,
    duplicates: 1,
    conflicts: 0,
    skipped: 1,
    rejected: 1,
    skips: [{ name: 'void', rows: 1 }],
  });
  expect((await typedRows(workspace)).map((row) => row.source_record)).toEqual([1n, 1n, 4n, 4n]);
  expect(await refusedCodes(workspace)).toEqual({ 2: ['points:not_a_number'] });
});

describe('a mapping that is wrong says where', () => {
  const text = (body: string) => () =>
    parseMapping(`name: shop\ntables:\n- table: point_events\n${body}`, 'm.yaml');
  it.each([
    ['  columns: { event_id: id }', /does not fill the required column point_events.member_id/],
    [
      `  columns: { event_id: id, colour: x, points: n, ${REST} }`,
      /point_events.colour, which the contract lacks/,
    ],
    [`  columns: { event_id: id, points: { colum: n }, ${REST} }`, /m.yaml is wrong at tables.0.columns/],
    ['  columns: [', /no valid YAML/],
  ])('%s', (body, message) => expect(text(body)).toThrow(message));

  it('and columns that the file lacks are named', async () => {
    const mapping = mapped(`points: n, ${REST}`, '  from: [shop]\n');
    await expect(ingestFiles({ 'shop.csv': 'id,uid,n\n1,7,1\n' }, { mapping })).rejects.toThrow(
      /shop.csv lacks the column at that the mapping reads; found: id, uid, n/,
    );
  });
});

it('suggests a mapping from headers, and the presets that fit', async () => {
  const table = findTable('point_events')!;
  const chinese = await suggestFor(['流水号', '会员号', '类型', '积分', '时间'], table);
  expect(chinese.mapping.tables[0]!.columns).toMatchObject({
    event_id: '流水号',
    member_id: '会员号',
    points: '积分',
  });
  expect(chinese.unfilled).toEqual([]);
  const shop = await suggestFor(
    ['id', 'member_id', 'create_time', 'change_type', 'change_count', 'source_type'],
    table,
  );
  expect(shop.presets).toEqual(['mall']);
});

it('its JSON Schema describes conditions and expressions', () => {
  expect(mappingSchema()).toMatchObject({ type: 'object', required: ['name', 'tables'] });
});

describe('declared dialects', () => {
  const file = { 'point_events.csv': `${HEADER.replaceAll(',', '^')}\n'e^1'^m"1^earn^1^2024-01-01\n` };

  it('delimiter and quote', async () => {
    const { workspace, outcome } = await ingestFiles(file, { dialect: { delimiter: '^', quote: "'" } });
    expect((await typedRows(workspace))[0]).toMatchObject({ event_id: 'e^1', member_id: 'm"1' });
    expect(outcome.manifest.files[0]).toMatchObject({ delimiter: '^', quote: "'" });
  });

  it('quotes that are text', async () => {
    const text = events('"e1,m1",earn,1,2024-01-01');
    const { workspace } = await ingestFiles({ 'point_events.csv': text }, { dialect: { quote: 'none' } });
    expect((await typedRows(workspace))[0]).toMatchObject({ event_id: '"e1', member_id: 'm1"' });
  });

  it('names of the columns of a file without a header', async () => {
    const text = events('e1,m1,earn,1,2024-01-01', 'e2,m1,earn,1,2024-01-01').split('\n').slice(1).join('\n');
    const dialect = { header: HEADER.split(',') };
    const { workspace, counts } = await ingestFiles({ 'point_events.csv': text }, { dialect });
    expect(counts).toEqual([2, 2, 0, 0, 0]);
    expect((await typedRows(workspace)).map((row) => row.source_record)).toEqual([1n, 2n]);
  });

  it('quotes amid an unquoted cell are read as text and counted', async () => {
    const { workspace, outcome } = await ingestFiles({
      'point_events.csv': events(`e1,37'36"N 5"W,earn,1,2024-01-01`),
    });
    expect((await typedRows(workspace))[0]).toMatchObject({ member_id: `37'36"N 5"W` });
    expect(outcome.manifest.files[0]!.warnings.join()).toMatch(/^1 .*quotes amid/);
  });
});
