import { expect, it } from 'vitest';
import type { GivenRow } from '#engine/build/given.ts';
import { bookOf } from '#test/support/book.ts';

/** Members who earned once and then fell silent; `back` of them redeemed after 30 months. */
function silentMembers(count: number, back: number): GivenRow[] {
  return Array.from({ length: count }, (_, i): GivenRow[] => {
    const member_id = `M${String(i).padStart(3, '0')}`;
    const earn = {
      event_id: `e${i}`,
      member_id,
      event_type: 'earn',
      points: '100',
      occurred_at: '2020-01-15 10:00:00',
    };
    const redeem = {
      ...{ event_id: `r${i}`, member_id, event_type: 'redeem', points: '50' },
      occurred_at: '2022-07-15 10:00:00',
    };
    return i < back ? [earn, redeem] : [earn];
  }).flat();
}

const configuration = {
  programmes: [{ id: 'default', liability: { breakage_of_lifetime: { base: 0.6 } } }],
};
const TESTED =
  'select observed, reactivated, is_remote, stated_breakage, applied_breakage from liability.dormancy';

it('lets stated breakage of lifetime points count only where so few came back that redemption is remote', async () => {
  const remote = await bookOf({ point_events: silentMembers(100, 0) }, { configuration, asOf: '2023-06-30' });
  expect(await remote.query(TESTED)).toEqual([
    { observed: 100, reactivated: 0, is_remote: true, stated_breakage: 0.6, applied_breakage: 0.6 },
  ]);
  const alive = await bookOf({ point_events: silentMembers(100, 8) }, { configuration, asOf: '2023-06-30' });
  expect(await alive.query(TESTED)).toEqual([
    { observed: 100, reactivated: 8, is_remote: false, stated_breakage: 0.6, applied_breakage: 0 },
  ]);
  // Silence of two years and a year of watching are not over yet: nobody counts.
  const early = await bookOf({ point_events: silentMembers(100, 0) }, { configuration, asOf: '2022-12-31' });
  expect(await early.query(TESTED)).toMatchObject([{ observed: 0, is_remote: false, applied_breakage: 0 }]);
}, 60_000);
