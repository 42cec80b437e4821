import type { Plant } from './bed.ts';
import { advertise } from './offers.ts';

export const upliftMisstated: Plant = {
  ruleId: 'uplift-misstated',
  plant(bed) {
    const discount = {
      item_id: 'I304',
      promotion_id: 'AN2509',
      published_at: '2025-09-01T09:00',
      ended_at: '2025-09-30T21:00',
      evidence_id: 'EV-2025-090',
    };
    const wrong = { ...discount, claimed_uplift_pct: 30, claimed_metric: 'value_lift' };
    bed.expect(
      'advertisement',
      advertise(bed, '周年月6000积分的深度保养只要5000积分，每分价值提高30%。', wrong),
    );
    advertise(bed, '周年月6000积分的深度保养只要5000积分，节省16.7%的积分。', {
      ...discount,
      claimed_uplift_pct: '16.7',
      claimed_metric: 'points_saved',
    });
  },
};
