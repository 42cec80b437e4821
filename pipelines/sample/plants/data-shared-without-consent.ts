import type { Plant } from './bed.ts';
import { consent } from './offers.ts';

export const dataSharedWithoutConsent: Plant = {
  ruleId: 'data-shared-without-consent',
  plant(bed) {
    for (const hasAgreed of [false, true]) {
      const member_id = bed.member();
      if (hasAgreed) consent(bed, member_id, 'sharing');
      bed.row('data_shares', {
        member_id,
        recipient: '溪谷有机农场',
        purpose: 'sharing',
        shared_at: '2025-09-05T10:00',
      });
      if (!hasAgreed) bed.expect('member', member_id);
    }
  },
};
