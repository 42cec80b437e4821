import type { Plant } from './bed.ts';
import { consent } from './offers.ts';

export const marketingWithoutConsent: Plant = {
  ruleId: 'marketing-without-consent',
  plant(bed) {
    for (const hasAgreed of [false, true]) {
      const member_id = bed.member();
      if (hasAgreed) consent(bed, member_id, 'marketing');
      bed.row('notices', {
        notice_id: bed.id('N'),
        kind: 'activity',
        channel: 'sms',
        sent_at: '2025-09-05T10:00',
        delivery_status: 'delivered',
        member_id,
        wallet: 'base',
      });
      if (!hasAgreed) bed.expect('member', member_id);
    }
  },
};
