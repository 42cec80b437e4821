import type { Plant } from './bed.ts';
import { advertise } from './offers.ts';

export const unsourcedStatistic: Plant = {
  ruleId: 'unsourced-statistic',
  plant(bed) {
    bed.expect('advertisement', advertise(bed, '九成会员都说省心，兑换量增长300%。'));
    advertise(bed, '92%的受访会员愿意推荐（来源：2025年会员调查，样本1200人）。', {
      evidence_id: 'EV-2025-120',
    });
  },
};
