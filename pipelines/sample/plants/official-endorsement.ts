import type { Plant } from './bed.ts';
import { advertise } from './offers.ts';

export const officialEndorsement: Plant = {
  ruleId: 'official-endorsement',
  plant(bed) {
    bed.expect('advertisement', advertise(bed, '国家市场监督管理总局推荐的积分平台。'));
    advertise(bed, '对兑换有疑问，可拨打12315咨询或投诉。');
  },
};
