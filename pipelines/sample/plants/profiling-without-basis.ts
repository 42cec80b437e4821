import type { Plant } from './bed.ts';
import { campaign } from './offers.ts';

export const profilingWithoutBasis: Plant = {
  ruleId: 'profiling-without-basis',
  plant(bed) {
    bed.expect('campaign', campaign(bed, [bed.member(), bed.member()], { legal_basis: undefined }));
    campaign(bed, [bed.member()], { legal_basis: 'contract' });
  },
};
