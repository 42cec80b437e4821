import type { GivenRow } from '#engine/build/given.ts';

/** An event of member `m` as a test writes it: id, type, points and instant, then what is particular about it. */
export function event(
  id: string,
  type: string,
  points: string | number,
  at: string,
  more: GivenRow = {},
): GivenRow {
  return {
    event_id: id,
    member_id: 'm',
    event_type: type,
    points: String(points),
    occurred_at: at.includes('T') ? at : `${at}T12:00:00`,
    ...more,
  };
}

/** A configuration of one programme with one wallet `base` under this policy. */
export function wallet(policy: object, programme: object = {}) {
  return { programmes: [{ id: 'p', ...programme, wallets: { base: policy } }] };
}
