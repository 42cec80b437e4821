import { expect, test } from 'vitest';
import { orderTransfers } from '#engine/lots/transfer-order.ts';
import { type StoryEvent, tell } from '#test/support/lot-story.ts';

/** Both legs of a transfer. */
function pass(
  pair: number,
  from: number,
  to: number,
  points: number,
  at: number,
  more: Partial<StoryEvent> = {},
) {
  const out = { id: `O${pair}`, type: 'transfer_out', who: from, points, at, pair } as const;
  return [out, { ...out, ...more, id: `I${pair}`, type: 'transfer_in', who: to } as const];
}

test('a transfer opens one lot per lot used, with parent, origin and expiry kept', () => {
  const end = tell(
    {},
    [
      { id: 'E1', type: 'earn', points: 10, at: 1, expires: 60 },
      { id: 'E2', type: 'earn', points: 10, at: 2, expires: 70 },
      ...pass(1, 1, 2, 15, 5, { expires: 99 }),
    ],
    50,
  );
  expect(end.usesTold).toEqual(['transfer E1 10 @5', 'transfer E2 5 @5']);
  expect(end.lot('I1', 1)).toMatchObject({
    parent: '1/0/0',
    origin: '1/0/0',
    originOpenedAt: 1,
    openedAt: 5,
    expiresAt: 60,
    opened: 10,
  });
  expect(end.lot('I1', 2)).toMatchObject({ parent: '1/1/0', expiresAt: 70, opened: 5 });
});

test('where lots do not keep their expiry they get the one of the transfer', () => {
  const end = tell({ transferKeepsExpiry: false }, [
    { id: 'E', type: 'earn', points: 10, at: 1, expires: 60 },
    ...pass(1, 1, 2, 10, 5, { expires: 99 }),
  ]);
  expect(end.lot('I1', 1).expiresAt).toBe(99);
});

test("the part that the sender lacks arrives as a lot of its own origin and is the sender's debt", () => {
  const end = tell(
    {},
    [{ id: 'E', type: 'earn', points: 10, at: 1, expires: 60 }, ...pass(1, 1, 2, 15, 5, { expires: 99 })],
    50,
  );
  expect(end.lot('I1', 2)).toMatchObject({
    parent: undefined,
    origin: '2/2/2',
    originOpenedAt: 5,
    expiresAt: 99,
    opened: 5,
  });
  expect(end.accounts[1]).toMatchObject({ debt: 5, transferredOut: 15 });
  expect(end.accounts[2]).toMatchObject({ available: 15, transferredIn: 15 });
});

test('at one instant points received are passed on, whatever the order of keys', () => {
  const end = tell({}, [
    { id: 'E', type: 'earn', who: 1, points: 10, at: 1 },
    ...pass(3, 3, 4, 10, 5),
    ...pass(2, 2, 3, 10, 5),
    ...pass(1, 1, 2, 10, 5),
  ]);
  expect(end.shortfalls).toEqual([]);
  expect(end.lot('I3', 1)).toMatchObject({ origin: '1/0/0', parent: '3/4/1', remaining: 10 });
});

test('a cycle is broken at its smallest out key', () => {
  const end = tell({}, [
    { id: 'E', type: 'earn', who: 2, points: 10, at: 1 },
    ...pass(1, 1, 2, 10, 5),
    ...pass(2, 2, 1, 10, 5),
  ]);
  // Account 1 sends first, out of nothing; what account 2 sends back pays that debt.
  expect(end.usesTold).toEqual(['transfer E 10 @5', 'debt_repaid I2/1 10 @5 for O1']);
  expect(end.accounts[2]).toMatchObject({ available: 10 });
});

test('a transfer to oneself moves points into a new lot of the same account', () => {
  const end = tell({}, [{ id: 'E', type: 'earn', points: 10, at: 1 }, ...pass(1, 1, 1, 4, 5)]);
  expect(end.lot('E').remaining).toBe(6);
  expect(end.lot('I1', 1)).toMatchObject({ parent: '1/0/0', remaining: 4 });
});

test('an in leg at a later instant opens its lots then, even if they have expired on the way', () => {
  const end = tell({}, [
    { id: 'E', type: 'earn', points: 10, at: 1, expires: 8 },
    ...pass(1, 1, 2, 10, 5, { at: 9 }),
  ]);
  expect(end.usesTold).toEqual(['transfer E 10 @5', 'expire I1/1 10 @9']);
});

test('what has not arrived by the end is in transit', () => {
  const end = tell({}, [
    { id: 'E', type: 'earn', points: 10, at: 1 },
    { id: 'O', type: 'transfer_out', points: 7, at: 5, pair: 1 },
  ]);
  expect(end.inTransit).toEqual([7]);
  expect(end.accounts[1]).toMatchObject({ available: 3, transferredOut: 7 });
});

test('legs that differ pair the smaller part; the rest is spent or opened on its own', () => {
  const end = tell({}, [
    { id: 'E', type: 'earn', points: 10, at: 1 },
    { id: 'O', type: 'transfer_out', points: 6, at: 5, pair: 1, part: 'paired' },
    { id: 'O', type: 'transfer_out', points: 3, at: 5, part: 'unpaired' },
    { id: 'I', type: 'transfer_in', who: 2, points: 6, at: 5, pair: 1 },
  ]);
  expect(end.usesTold).toEqual(['transfer E 6 @5', 'transfer E 3 @5']);
  expect(end.accounts[1]).toMatchObject({ available: 1, transferredOut: 9 });
  expect(end.accounts[2]).toMatchObject({ available: 6, transferredIn: 6 });
});

test('a lot that follows activity follows that of the account it is sent to', () => {
  const end = tell({}, [
    { id: 'E1', type: 'earn', points: 10, at: 1, follows: true, deadline: 20 },
    { id: 'E2', type: 'earn', who: 2, points: 5, at: 2, follows: true, deadline: 30 },
    ...pass(1, 1, 2, 10, 5),
  ]);
  expect(end.usesTold).toEqual(['transfer E1 10 @5', 'expire E2 5 @30', 'expire I1/1 10 @30']);
});

test('a cycle holds up those it feeds, and only its own smallest key goes first', () => {
  const step = (key: number, sender: number, receiver: number) => ({
    key,
    sender,
    receiver,
    outRow: key,
    inRow: key,
  });
  // 2 → 3 has the smallest key of all, but the cycle 1 → 2 → 1 feeds it.
  const order = orderTransfers([step(1, 2, 3), step(5, 1, 2), step(4, 2, 1)]);
  expect(order.map(({ key }) => key)).toEqual([4, 5, 1]);
});
