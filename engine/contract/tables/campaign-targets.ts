import { oneOf, required, text, time } from '../column.ts';
import { table } from '../table.ts';

export const campaignTargets = table({
  name: 'campaign_targets',
  title: { zh: '营销触达', en: 'Whom campaigns address' },
  grain: 'One member whom a campaign addressed or held out.',
  key: ['campaign_id', 'member_id'],
  datedBy: 'targeted_at',
  columns: {
    campaign_id: text('', required),
    member_id: text('', required),
    targeted_at: time(),
    assigned: oneOf(['treated', 'holdout']),
  },
});
