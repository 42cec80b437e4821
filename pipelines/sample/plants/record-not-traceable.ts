import type { Plant } from './bed.ts';

export const recordNotTraceable: Plant = {
  ruleId: 'record-not-traceable',
  plant(bed) {
    // Points arrive from nowhere and are spent.
    const [nobody, member] = bed.household(2) as [string, string];
    const arrived = bed.event({
      type: 'transfer_in',
      member,
      counterparty: nobody,
      at: '2023-11-05T10:00',
      points: 500,
      reason: 'family_gift',
    });
    bed.expect('account', `base/${member}`, arrived, 'transfer-unpaired');
    bed.expect('account', `base/${member}`, bed.redeem(member, '2023-12-05T10:00', 'I101'));

    // The same with both legs leads back to a purchase.
    const [giver, receiver] = bed.household(2) as [string, string];
    bed.earn(giver, '2023-09-05T10:00', 500);
    const gift = { at: '2023-11-05T10:00', points: 500, reason: 'family_gift' };
    const sent = bed.event({ ...gift, type: 'transfer_out', member: giver, counterparty: receiver });
    bed.event({ ...gift, type: 'transfer_in', member: receiver, counterparty: giver, related: sent });
    bed.redeem(receiver, '2023-12-05T10:00', 'I101', { balanceAfter: 0 });
  },
};
