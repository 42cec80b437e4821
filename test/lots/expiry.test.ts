import { expect, test } from 'vitest';
import { tell } from '#test/support/lot-story.ts';

test('implied: a lot can be spent before its expiry instant and not at it', () => {
  const end = tell({}, [
    { id: 'E', type: 'earn', points: 10, at: 1, expires: 5 },
    { id: 'R1', type: 'redeem', points: 3, at: 4 },
    { id: 'R2', type: 'redeem', points: 3, at: 5 },
  ]);
  expect(end.usesTold).toEqual(['redeem E 3 @4', 'expire E 7 @5']);
  expect(end.uses[1]!.entry).toBeUndefined();
  expect(end.accounts[1]).toMatchObject({ expired: 7, debt: 3 });
});

test('expiry and availability count before the as-of instant, not at it', () => {
  const story = [
    { id: 'E', type: 'earn', points: 10, at: 1, expires: 20 },
    { id: 'P', type: 'earn', points: 5, at: 1, available: 20 },
  ] as const;
  expect(tell({}, [...story], 20).accounts[1]).toMatchObject({ available: 10, pending: 5, expired: 0 });
  expect(tell({}, [...story], 21).accounts[1]).toMatchObject({ available: 5, pending: 0, expired: 10 });
});

test('a lot that expires while pending never becomes available', () => {
  const end = tell({}, [{ id: 'E', type: 'earn', points: 10, at: 1, available: 8, expires: 8 }]);
  expect(end.usesTold).toEqual(['expire E 10 @8']);
});

test('booked: lots stay spendable until an expire event takes the earliest expiring, whatever the spend order', () => {
  const end = tell({ expirySource: 'booked', spendOrder: 'lifo' }, [
    { id: 'E1', type: 'earn', points: 10, at: 1, expires: 5 },
    { id: 'E2', type: 'earn', points: 10, at: 2, expires: 50 },
    { id: 'X', type: 'expire', points: 12, at: 20 },
    { id: 'R', type: 'redeem', points: 3, at: 60 },
  ]);
  expect(end.usesTold).toEqual(['expire E1 10 @20', 'expire E2 2 @20', 'redeem E2 3 @60']);
  expect(end.shortfalls).toEqual([]);
});

test('booked: an expire that names an earn takes only from its lot, the rest is excess', () => {
  const end = tell({ expirySource: 'booked' }, [
    { id: 'E1', type: 'earn', points: 10, at: 1 },
    { id: 'E2', type: 'earn', points: 10, at: 2 },
    { id: 'X', type: 'expire', points: 12, at: 3, of: 'E2' },
  ]);
  expect(end.usesTold).toEqual(['expire E2 10 @3']);
  expect(end.postings).toEqual([{ entry: end.entryOf('X'), posted: 10, excess: 2, isWhollyUnposted: false }]);
  expect(end.shortfalls).toMatchObject([{ kind: 'excess', points: 2 }]);
});

test('booked: an expire of an empty account is wholly unposted', () => {
  const end = tell({ expirySource: 'booked' }, [{ id: 'X', type: 'expire', points: 12, at: 3 }]);
  expect(end.postings).toMatchObject([{ posted: 0, excess: 12, isWhollyUnposted: true }]);
  expect(end.accounts[1]!.firstEventAt).toBeNaN();
});

test.each(['implied', 'both'] as const)(
  '%s: booked expire rows move nothing and are no excess',
  (expirySource) => {
    const end = tell({ expirySource }, [
      { id: 'E', type: 'earn', points: 10, at: 1, expires: 5 },
      { id: 'X', type: 'expire', points: 10, at: 6 },
    ]);
    expect(end.usesTold).toEqual(['expire E 10 @5']);
    expect(end.postings).toEqual([
      { entry: end.entryOf('X'), posted: 0, excess: 0, isWhollyUnposted: false },
    ]);
    expect(end.accounts[1]!.expired).toBe(10);
  },
);

test('activity moves the one deadline of all lots that follow it', () => {
  const end = tell({}, [
    { id: 'E1', type: 'earn', points: 10, at: 1, follows: true, deadline: 11 },
    { id: 'R', type: 'redeem', points: 1, at: 9, deadline: 19 },
    { id: 'A', type: 'adjust', points: 5, at: 10, follows: true },
  ]);
  expect(end.usesTold).toEqual(['redeem E1 1 @9', 'expire E1 9 @19', 'expire A 5 @19']);
  expect(end.lot('E1').expiresAt).toBe(19);
});

test('an activity at its own deadline comes too late', () => {
  const end = tell({}, [
    { id: 'E1', type: 'earn', points: 10, at: 1, follows: true, deadline: 11 },
    { id: 'E2', type: 'earn', points: 5, at: 11, follows: true, deadline: 21 },
  ]);
  expect(end.usesTold).toEqual(['expire E1 10 @11', 'expire E2 5 @21']);
});

test('an open lot that follows activity shows the deadline at the end', () => {
  const end = tell({}, [{ id: 'E', type: 'earn', points: 10, at: 1, follows: true, deadline: 300 }]);
  expect(end.lot('E')).toMatchObject({ expiresAt: 300, remaining: 10 });
});
