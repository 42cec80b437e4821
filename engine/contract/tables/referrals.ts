import { required, text, time } from '../column.ts';
import { table } from '../table.ts';

export const referrals = table({
  name: 'referrals',
  title: { zh: '推荐关系', en: 'Referrals' },
  grain: 'One referral of a member by another.',
  key: ['referrer_member_id', 'referred_member_id'],
  datedBy: 'referred_at',
  columns: {
    referrer_member_id: text('', required),
    referred_member_id: text('', required),
    referred_at: time(),
  },
});
