import type { Plant } from './bed.ts';
import { advertise } from './offers.ts';

export const greenClaimUnsupported: Plant = {
  ruleId: 'green-claim-unsupported',
  plant(bed) {
    const claim = { green_claim: '估算避免排放约42千克二氧化碳每台每年', evidence_id: 'EV-2025-220' };
    const stated = {
      green_factor_id: 'grid-2023-national',
      reference_product: '二级能效洗衣机',
      functional_unit: '一台使用一年',
      boundary: '使用阶段用电',
      factor_year: 2023,
    };
    const text = '选用一级能效洗衣机，估算每台每年避免排放约42千克二氧化碳（非核证，含负值）。';
    bed.expect(
      'advertisement',
      advertise(bed, text, { ...claim, ...stated, boundary: undefined, factor_year: undefined }),
    );
    advertise(bed, text, { ...claim, ...stated });
  },
};
