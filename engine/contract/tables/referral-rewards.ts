import { integer, oneOf, required, text } from '../column.ts';
import { table } from '../table.ts';

export const referralRewards = table({
  name: 'referral_rewards',
  title: { zh: '推荐奖励', en: 'Rewards of referrals' },
  grain: 'One reward that a referral gave.',
  key: ['event_id', 'source_member_id', 'level'],
  columns: {
    event_id: text('', required),
    source_member_id: text(),
    level: integer(),
    basis: oneOf(['headcount', 'entry_fee', 'sales', 'none']),
  },
});
