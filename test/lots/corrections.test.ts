import { expect, test } from 'vitest';
import { tell } from '#test/support/lot-story.ts';

test('a reverse takes what is left of its lot, then other lots, then becomes debt', () => {
  const end = tell({}, [
    { id: 'E1', type: 'earn', points: 100, at: 1 },
    { id: 'E2', type: 'earn', points: 30, at: 2 },
    { id: 'R', type: 'redeem', points: 60, at: 3 },
    { id: 'V', type: 'reverse', points: 100, at: 4, of: 'E1' },
  ]);
  expect(end.usesTold).toEqual(['redeem E1 60 @3', 'reverse E1 40 @4', 'reverse E2 30 @4']);
  expect(end.shortfalls).toMatchObject([{ kind: 'debt', points: 30 }]);
  expect(end.accounts[1]).toMatchObject({ available: 0, debt: 30, reversed: 100 });
});

test('reverses naming one lot share what it opened: the second posts the rest, the third nothing', () => {
  const end = tell({}, [
    { id: 'E', type: 'earn', points: 100, at: 1 },
    { id: 'V1', type: 'reverse', points: 70, at: 2, of: 'E' },
    { id: 'V2', type: 'reverse', points: 70, at: 3, of: 'E' },
    { id: 'V3', type: 'reverse', points: 70, at: 4, of: 'E' },
  ]);
  expect(end.postings).toEqual([
    { entry: end.entryOf('V2'), posted: 30, excess: 40, isWhollyUnposted: false },
    { entry: end.entryOf('V3'), posted: 0, excess: 70, isWhollyUnposted: true },
  ]);
  expect(end.accounts[1]).toMatchObject({ available: 0, reversed: 100, lastEventAt: 3 });
});

test('what has expired or been forfeited cannot be reversed', () => {
  const end = tell({}, [
    { id: 'E1', type: 'earn', points: 100, at: 1, expires: 5 },
    { id: 'R', type: 'redeem', points: 40, at: 2 },
    { id: 'E2', type: 'earn', points: 100, at: 6 },
    { id: 'V', type: 'reverse', points: 100, at: 7, of: 'E1' },
  ]);
  expect(end.postings).toMatchObject([{ posted: 40, excess: 60 }]);
  expect(end.usesTold.at(-1)).toBe('reverse E2 40 @7');
});

test('a reverse takes a pending lot; one without relation spends in spend order', () => {
  const end = tell({}, [
    { id: 'P', type: 'earn', points: 10, at: 1, available: 50 },
    { id: 'E', type: 'earn', points: 10, at: 1 },
    { id: 'V1', type: 'reverse', points: 10, at: 2, of: 'P' },
    { id: 'V2', type: 'reverse', points: 4, at: 3 },
  ]);
  expect(end.usesTold).toEqual(['reverse P 10 @2', 'reverse E 4 @3']);
});

const redeemTwice = [
  { id: 'E1', type: 'earn', points: 10, at: 1, expires: 20 },
  { id: 'E2', type: 'earn', points: 10, at: 2, expires: 30 },
  { id: 'R', type: 'redeem', points: 25, at: 3 },
] as const;

test('a restore cancels open debt first, then gives back the latest use first', () => {
  const end = tell({}, [...redeemTwice, { id: 'S', type: 'restore', points: 12, at: 4, of: 'R' }]);
  expect(end.usesTold).toEqual(['redeem E1 10 @3', 'redeem E2 10 @3', 'restore E2 7 @4', 'expire E2 7 @30']);
  expect(end.shortfalls).toMatchObject([{ kind: 'debt', points: 5, settled: 0, cancelled: 5 }]);
  expect(end.lot('E2')).toMatchObject({ remaining: 0, used: { redeem: 10, restore: 7, expire: 7 } });
});

test('a restore gives back the payment of a debt that the redemption caused before its own uses', () => {
  const end = tell({}, [
    ...redeemTwice,
    { id: 'E3', type: 'earn', points: 9, at: 4 },
    { id: 'S', type: 'restore', points: 6, at: 5, of: 'R' },
  ]);
  expect(end.usesTold.slice(2)).toEqual([
    'debt_repaid E3 5 @4 for R',
    'restore E3 5 @5',
    'restore E2 1 @5',
    'expire E2 1 @30',
  ]);
  expect(end.lot('E3')).toMatchObject({ remaining: 9, used: { debt_repaid: 5, restore: 5 } });
});

test('restores of one redemption add up to it; the rest is excess', () => {
  const end = tell({}, [
    { id: 'E', type: 'earn', points: 10, at: 1 },
    { id: 'R', type: 'redeem', points: 10, at: 2 },
    { id: 'S1', type: 'restore', points: 6, at: 3, of: 'R' },
    { id: 'S2', type: 'restore', points: 6, at: 4, of: 'R' },
  ]);
  expect(end.postings).toEqual([{ entry: end.entryOf('S2'), posted: 4, excess: 2, isWhollyUnposted: false }]);
  expect(end.accounts[1]).toMatchObject({ available: 10, restored: 10 });
});

test('a restore cancels the floor of its redemption', () => {
  const end = tell({ overdraw: 'floor' }, [
    { id: 'R', type: 'redeem', points: 10, at: 2 },
    { id: 'S', type: 'restore', points: 10, at: 3, of: 'R' },
  ]);
  expect(end.shortfalls).toMatchObject([{ kind: 'floor', points: 10, cancelled: 10 }]);
  expect(end.accounts[1]).toMatchObject({ shortfall: 0, restored: 10, redeemed: 10, available: 0 });
});

test('original_expiry: points given back after their expiry expire at once, by the restore', () => {
  const end = tell({}, [...redeemTwice, { id: 'S', type: 'restore', points: 25, at: 25, of: 'R' }]);
  expect(end.usesTold.slice(2)).toEqual([
    'restore E2 10 @25',
    'restore E1 10 @25',
    'expire E1 10 @25',
    'expire E2 10 @30',
  ]);
  expect(end.uses[4]!.entry).toBe(end.entryOf('S'));
});

test('grace: points given back after their expiry live on in a child lot, and the parent gets no use', () => {
  const end = tell({ restore: 'grace' }, [
    { id: 'E', type: 'earn', points: 10, at: 1, expires: 20 },
    { id: 'R', type: 'redeem', points: 10, at: 3 },
    { id: 'S', type: 'restore', points: 4, at: 25, expires: 40, of: 'R' },
  ]);
  expect(end.usesTold).toEqual(['redeem E 10 @3', 'expire S/1 4 @40']);
  expect(end.lot('S', 1)).toMatchObject({
    parent: '1/0/0',
    origin: '1/0/0',
    originOpenedAt: 1,
    expiresAt: 40,
  });
});

test('booked: a restored lot counts as expired only where a booked expire emptied it', () => {
  const story = [
    { id: 'E', type: 'earn', points: 10, at: 1, expires: 5 },
    { id: 'R', type: 'redeem', points: 4, at: 2 },
  ] as const;
  const restore = { id: 'S', type: 'restore', points: 4, at: 9, of: 'R' } as const;
  const kept = tell({ expirySource: 'booked' }, [...story, restore]);
  expect(kept.accounts[1]).toMatchObject({ available: 10, expired: 0 });
  const gone = tell({ expirySource: 'booked' }, [
    ...story,
    { id: 'X', type: 'expire', points: 6, at: 6 },
    restore,
  ]);
  expect(gone.usesTold.slice(1)).toEqual(['expire E 6 @6', 'restore E 4 @9', 'expire E 4 @9']);
});

test('restored points pay other debts, not only the one of their redemption', () => {
  const end = tell({}, [
    { id: 'E', type: 'earn', points: 10, at: 1 },
    { id: 'R1', type: 'redeem', points: 10, at: 2 },
    { id: 'R2', type: 'redeem', points: 3, at: 3 },
    { id: 'S', type: 'restore', points: 10, at: 4, of: 'R1' },
  ]);
  expect(end.usesTold.slice(1)).toEqual(['restore E 10 @4', 'debt_repaid E 3 @4 for R2']);
});

test('a restore without relation opens a lot', () => {
  const end = tell({}, [{ id: 'S', type: 'restore', points: 10, at: 4 }]);
  expect(end.lot('S')).toMatchObject({ opened: 10, remaining: 10 });
  expect(end.accounts[1]).toMatchObject({ restored: 10, available: 10 });
});

test('a forfeit takes spendable and pending lots; more is excess', () => {
  const end = tell({}, [
    { id: 'E', type: 'earn', points: 10, at: 1 },
    { id: 'P', type: 'earn', points: 5, at: 2, available: 50 },
    { id: 'F', type: 'forfeit', points: 20, at: 3 },
  ]);
  expect(end.usesTold).toEqual(['forfeit E 10 @3', 'forfeit P 5 @3']);
  expect(end.postings).toEqual([{ entry: end.entryOf('F'), posted: 15, excess: 5, isWhollyUnposted: false }]);
});

test('a forfeit cancels debt, which lowers what it posts', () => {
  const end = tell({}, [
    { id: 'R', type: 'redeem', points: 8, at: 1 },
    { id: 'P', type: 'earn', points: 5, at: 2, available: 50 },
    { id: 'F', type: 'forfeit', points: 5, at: 3 },
  ]);
  expect(end.postings).toEqual([{ entry: end.entryOf('F'), posted: -3, excess: 0, isWhollyUnposted: false }]);
  expect(end.accounts[1]).toMatchObject({ available: 0, pending: 0, debt: 0, forfeited: -3 });
});
