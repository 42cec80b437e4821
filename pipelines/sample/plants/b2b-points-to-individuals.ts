import type { Plant } from './bed.ts';
import { ownWallet, terms } from './offers.ts';

export const b2bPointsToIndividuals: Plant = {
  ruleId: 'b2b-points-to-individuals',
  wallets: { 'x-b2b': ownWallet({ transfer: 'any' }) },
  plant(bed) {
    const terms_id = terms(bed, 'x-b2b');
    bed.row('earn_rates', {
      terms_id,
      wallet: 'x-b2b',
      reason: 'b2b_green',
      fixed_points: 500,
      rounding: 'floor',
    });
    const [giver, other] = [
      bed.member({ member_type: 'enterprise', birth_date: undefined }),
      bed.member({ member_type: 'enterprise', birth_date: undefined }),
    ];
    for (const employer of [other, giver]) {
      const employee = bed.member();
      bed.row('member_attributes', {
        member_id: employee,
        attribute: 'employer_member_id',
        value: employer,
        valid_from: '2021-07-15T09:00',
      });
      const at = employer === other ? '2025-09-05T10:00' : '2025-10-09T10:00';
      bed.event({
        member: giver,
        wallet: 'x-b2b',
        type: 'earn',
        at,
        points: 500,
        reason: 'b2b_green',
        counterparty: other,
      });
      const gift = { wallet: 'x-b2b', at: at.replace('T10', 'T15'), points: 500 };
      const sent = bed.event({ ...gift, type: 'transfer_out', member: giver, counterparty: employee });
      bed.event({ ...gift, type: 'transfer_in', member: employee, counterparty: giver, related: sent });
      if (employer === other) bed.expect('member', employee);
    }
  },
};
