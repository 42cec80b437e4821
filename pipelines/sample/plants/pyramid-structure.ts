import type { Plant } from './bed.ts';

export const pyramidStructure: Plant = {
  ruleId: 'pyramid-structure',
  plant(bed) {
    const tree = (branches: number, leaves: number): string => {
      const refer = (referrer: string): string => {
        const referred = bed.member({ referrer_member_id: referrer });
        bed.row('referrals', {
          referrer_member_id: referrer,
          referred_member_id: referred,
          referred_at: '2021-07-15T09:00',
        });
        const event_id = bed.event({
          member: referrer,
          type: 'earn',
          at: '2024-03-05T10:00',
          points: 100,
          reason: 'referral',
          counterparty: referred,
        });
        bed.row('referral_rewards', { event_id, source_member_id: referred, level: 1, basis: 'headcount' });
        return referred;
      };
      const root = bed.member();
      for (let branch = 0; branch < branches; branch++) {
        const child = refer(root);
        for (let leaf = 0; leaf < leaves; leaf++) refer(child);
      }
      return root;
    };
    // Thirty-one members with the root, three levels; and a friendly circle of five.
    bed.expect('member', tree(5, 5));
    tree(2, 1);
  },
};
