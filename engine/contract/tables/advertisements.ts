import { boolean, happensLater, integer, oneOf, required, text, time, value } from '../column.ts';
import { table } from '../table.ts';

export const advertisements = table({
  name: 'advertisements',
  title: { zh: '广告', en: 'Advertisements' },
  grain: 'One advertisement.',
  key: ['ad_id'],
  datedBy: 'published_at',
  columns: {
    ad_id: text('', required),
    published_at: time(),
    ended_at: time('', happensLater),
    channel: text(),
    text: text(),
    item_id: text(),
    promotion_id: text(),
    discloses_points_price: boolean(),
    discloses_limits: boolean(),
    claimed_uplift_pct: value(),
    claimed_metric: oneOf(['points_saved', 'value_lift']),
    green_claim: text(),
    green_factor_id: text(),
    reference_product: text(),
    functional_unit: text(),
    boundary: text(),
    factor_year: integer(),
    evidence_id: text(),
    marked_as_ad: boolean(),
  },
});
