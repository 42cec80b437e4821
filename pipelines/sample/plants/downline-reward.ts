import type { Plant } from './bed.ts';

export const downlineReward: Plant = {
  ruleId: 'downline-reward',
  plant(bed) {
    const [top, middle, bottom] = [bed.member(), bed.member(), bed.member()];
    for (const [referrer_member_id, referred_member_id] of [
      [top, middle],
      [middle, bottom],
    ] as const) {
      bed.row('referrals', { referrer_member_id, referred_member_id, referred_at: '2021-07-15T09:00' });
    }
    const rewarded = (member: string, level: number): string => {
      const event_id = bed.event({
        member,
        type: 'earn',
        at: '2024-03-05T10:00',
        points: 100,
        reason: 'referral',
        counterparty: bottom,
      });
      bed.row('referral_rewards', { event_id, source_member_id: bottom, level, basis: 'sales' });
      return event_id;
    };
    bed.expect('member', top, rewarded(top, 2));
    // The direct referrer's reward is the ordinary one.
    rewarded(middle, 1);
  },
};
