import type { Plant } from './bed.ts';
import { campaign, consent } from './offers.ts';

export const noOptOut: Plant = {
  ruleId: 'no-opt-out',
  plant(bed) {
    const agreed = bed.member();
    consent(bed, agreed, 'profiling', 'marketing');
    bed.expect('campaign', campaign(bed, [agreed], { offers_opt_out: false }));
    // Not chosen by profile.
    campaign(bed, [agreed], { offers_opt_out: false, uses_profiling: false, legal_basis: undefined });
  },
};
