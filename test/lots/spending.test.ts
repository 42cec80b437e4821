import { expect, test } from 'vitest';
import { tell } from '#test/support/lot-story.ts';

const threeLots = [
  { id: 'E1', type: 'earn', points: 100, at: 1, expires: 50 },
  { id: 'E2', type: 'earn', points: 100, at: 2 },
  { id: 'E3', type: 'earn', points: 100, at: 3, expires: 40 },
  { id: 'R', type: 'redeem', points: 250, at: 10 },
] as const;

test('fefo spends the earliest expiry first and never-expiring lots last', () => {
  const end = tell({ spendOrder: 'fefo' }, [...threeLots]);
  expect(end.usesTold).toEqual(['redeem E3 100 @10', 'redeem E1 100 @10', 'redeem E2 50 @10']);
});

test('fifo spends the oldest lot first', () => {
  const end = tell({ spendOrder: 'fifo' }, [...threeLots]);
  expect(end.usesTold.slice(0, 3)).toEqual(['redeem E1 100 @10', 'redeem E2 100 @10', 'redeem E3 50 @10']);
});

test('lifo spends the youngest lot first', () => {
  const end = tell({ spendOrder: 'lifo' }, [...threeLots]);
  expect(end.usesTold.slice(0, 3)).toEqual(['redeem E3 100 @10', 'redeem E2 100 @10', 'redeem E1 50 @10']);
});

test('lots with the same expiry and opening are spent in the order of their event keys', () => {
  const end = tell({}, [
    { id: 'A', type: 'earn', points: 10, at: 1, expires: 50 },
    { id: 'B', type: 'earn', points: 10, at: 1, expires: 50 },
    { id: 'R', type: 'redeem', points: 15, at: 2 },
  ]);
  expect(end.usesTold).toEqual(['redeem A 10 @2', 'redeem B 5 @2', 'expire B 5 @50']);
});

test('points earned at the instant of a redemption can be spent by it, whatever the keys', () => {
  const end = tell({}, [
    { id: 'R', type: 'redeem', points: 10, at: 1 },
    { id: 'E', type: 'earn', points: 10, at: 1 },
  ]);
  expect(end.usesTold).toEqual(['redeem E 10 @1']);
  expect(end.shortfalls).toEqual([]);
});

test('a pending lot cannot be spent before it is available, but can be at that instant', () => {
  const end = tell({}, [
    { id: 'E', type: 'earn', points: 10, at: 1, available: 5 },
    { id: 'R1', type: 'redeem', points: 3, at: 4 },
    { id: 'R2', type: 'redeem', points: 2, at: 5 },
  ]);
  // The debt of R1 is paid the moment the lot becomes available, before R2 of the same instant.
  expect(end.usesTold).toEqual(['debt_repaid E 3 @5 for R1', 'redeem E 2 @5']);
  expect(end.uses[0]!.entry).toBeUndefined();
});

test('debt is paid oldest first by whatever comes in, and the payment names event and cause', () => {
  const end = tell({}, [
    { id: 'R1', type: 'redeem', points: 10, at: 1 },
    { id: 'R2', type: 'redeem', points: 10, at: 2 },
    { id: 'E', type: 'earn', points: 15, at: 3 },
  ]);
  expect(end.usesTold).toEqual(['debt_repaid E 10 @3 for R1', 'debt_repaid E 5 @3 for R2']);
  expect(end.uses[0]!.entry).toBe(end.entryOf('E'));
  expect(end.shortfalls.map(({ points, settled }) => [points, settled])).toEqual([
    [10, 10],
    [10, 5],
  ]);
  expect(end.accounts[1]).toMatchObject({ available: 0, debt: 5, earned: 15, redeemed: 20 });
});

test('under floor the uncovered part stays open and later points are free', () => {
  const end = tell({ overdraw: 'floor' }, [
    { id: 'R', type: 'redeem', points: 10, at: 1 },
    { id: 'E', type: 'earn', points: 15, at: 2 },
  ]);
  expect(end.shortfalls).toMatchObject([{ kind: 'floor', points: 10, settled: 0, cancelled: 0 }]);
  expect(end.accounts[1]).toMatchObject({ available: 15, debt: 0, shortfall: 10, redeemed: 10 });
});

test('a positive adjustment opens a lot, a negative one spends, and zero does nothing', () => {
  const end = tell({}, [
    { id: 'A', type: 'adjust', points: 20, at: 1 },
    { id: 'B', type: 'adjust', points: -5, at: 2 },
    { id: 'C', type: 'adjust', points: 0, at: 3 },
  ]);
  expect(end.usesTold).toEqual(['adjust A 5 @2']);
  expect(end.accounts[1]).toMatchObject({ available: 15, adjusted: 15, lastEventAt: 3 });
});

test('exchanges open and use lots like earning and redeeming', () => {
  const end = tell({}, [
    { id: 'I', type: 'exchange_in', points: 20, at: 1 },
    { id: 'O', type: 'exchange_out', points: 5, at: 2 },
  ]);
  expect(end.usesTold).toEqual(['exchange I 5 @2']);
  expect(end.accounts[1]).toMatchObject({ available: 15, exchangedIn: 20, exchangedOut: 5 });
});

test('of a shortfall as much as had expired before, and not matched yet, is marked', () => {
  const end = tell({}, [
    { id: 'E', type: 'earn', points: 10, at: 1, expires: 5 },
    { id: 'R1', type: 'redeem', points: 7, at: 6 },
    { id: 'R2', type: 'redeem', points: 7, at: 7 },
  ]);
  expect(end.shortfalls.map((each) => each.pointsExpiredBefore)).toEqual([7, 3]);
});
