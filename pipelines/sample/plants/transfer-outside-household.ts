import type { Plant } from './bed.ts';

export const transferOutsideHousehold: Plant = {
  ruleId: 'transfer-outside-household',
  plant(bed) {
    const give = ([from, to]: readonly string[]): string => {
      bed.earn(from!, '2025-09-01T10:00', 600);
      const gift = { at: '2025-09-10T10:00', points: 300, reason: 'family_gift' };
      const sent = bed.event({ ...gift, type: 'transfer_out', member: from!, counterparty: to! });
      bed.event({ ...gift, type: 'transfer_in', member: to!, counterparty: from!, related: sent });
      return sent;
    };
    const strangers = [bed.member(), bed.member()];
    bed.expect('account', `base/${strangers[0]!}`, give(strangers));
    give(bed.household(2));
  },
};
