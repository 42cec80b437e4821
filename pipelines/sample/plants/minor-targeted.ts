import type { Plant } from './bed.ts';
import { campaign, consent } from './offers.ts';

export const minorTargeted: Plant = {
  ruleId: 'minor-targeted',
  plant(bed) {
    for (const birth_date of ['2010-03-01', '2007-07-10']) {
      const member = bed.member({ birth_date, guardian_consent: true });
      consent(bed, member, 'profiling', 'marketing');
      const addressed = campaign(bed, [member]);
      // The other turned eighteen on the day of the campaign.
      if (birth_date === '2010-03-01') bed.expect('campaign', addressed);
    }
  },
};
