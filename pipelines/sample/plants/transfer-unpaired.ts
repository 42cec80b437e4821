import type { Bed, Plant } from './bed.ts';

export const transferUnpaired: Plant = {
  ruleId: 'transfer-unpaired',
  plant(bed) {
    const lost = giver(bed);
    bed.expect('account', `base/${lost.from}`, out(bed, lost, 300));

    // More leaves than arrives.
    const unequal = giver(bed);
    const sent = out(bed, unequal, 500);
    bed.event({ ...received(unequal), points: 400, related: sent });
    bed.expect('account', `base/${unequal.from}`, sent);

    // Arriving a day later is no fault.
    const slow = giver(bed);
    bed.event({ ...received(slow), at: '2023-11-06T10:00', points: 300, related: out(bed, slow, 300) });
  },
};

interface Pair {
  readonly from: string;
  readonly to: string;
}

function giver(bed: Bed): Pair {
  const [from, to] = bed.household(2) as [string, string];
  bed.earn(from, '2023-09-05T10:00', 600);
  return { from, to };
}

function out(bed: Bed, pair: Pair, points: number): string {
  return bed.event({
    type: 'transfer_out',
    member: pair.from,
    counterparty: pair.to,
    at: '2023-11-05T10:00',
    points,
    reason: 'family_gift',
  });
}

const received = (pair: Pair) => ({
  type: 'transfer_in',
  member: pair.to,
  counterparty: pair.from,
  at: '2023-11-05T10:00',
  reason: 'family_gift',
});
