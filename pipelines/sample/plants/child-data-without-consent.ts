import type { Plant } from './bed.ts';

export const childDataWithoutConsent: Plant = {
  ruleId: 'child-data-without-consent',
  plant(bed) {
    for (const guardian_consent_at of [undefined, '2021-07-15T09:00']) {
      const member_id = bed.member();
      bed.row('dependants', { member_id, kind: 'child', birth_date: '2020-02-02', guardian_consent_at });
      if (!guardian_consent_at) bed.expect('member', member_id);
    }
  },
};
