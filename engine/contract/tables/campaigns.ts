import { boolean, required, text, time } from '../column.ts';
import { table } from '../table.ts';

export const campaigns = table({
  name: 'campaigns',
  title: { zh: '营销活动', en: 'Campaigns' },
  grain: 'One campaign.',
  key: ['campaign_id'],
  datedBy: 'started_at',
  columns: {
    campaign_id: text('', required),
    name: text(),
    started_at: time(),
    uses_profiling: boolean(),
    legal_basis: text(),
    offers_opt_out: boolean(),
    promotion_id: text(),
  },
});
