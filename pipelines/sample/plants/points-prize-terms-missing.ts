import type { Plant } from './bed.ts';
import { draw } from './offers.ts';

export const pointsPrizeTermsMissing: Plant = {
  ruleId: 'points-prize-terms-missing',
  plant(bed) {
    bed.expect('promotion', draw(bed, { prize_kinds: '5000积分' }));
    draw(bed, {
      prize_kinds: '5000积分',
      exchange_rules: '按兑换目录兑换',
      prize_scope: '全联盟',
      prize_validity: '24个月',
      prize_limits: '不可转让',
      third_party: '红米生活超市，深圳市',
    });
  },
};
