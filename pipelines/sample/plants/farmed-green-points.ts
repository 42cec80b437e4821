import type { Plant } from './bed.ts';

export const farmedGreenPoints: Plant = {
  ruleId: 'farmed-green-points',
  plant(bed) {
    const refund = (member: string, earned: string, at: string, points: number) => {
      bed.event({ type: 'reverse', member, wallet: 'green', at, points, reason: 'refund', related: earned });
      bed.row('returns', {
        return_id: bed.id('RT'),
        event_id: earned,
        requested_at: '2025-09-05T09:00',
        kind: 'seven_day',
        sale_channel: 'online',
        decision: 'approved',
        delivered_at: '2025-09-02T09:00',
        goods_received_at: '2025-09-06T09:00',
        refunded_at: at,
        refunded_amount: points / 2,
      });
    };
    const farmer = bed.member();
    const burst = Array.from({ length: 10 }, (_, index) =>
      bed.earn(farmer, `2025-09-01T10:${10 + index}`, 100, { wallet: 'green', channel: 'app' }),
    );
    burst.forEach((earned, index) => refund(farmer, earned, `2025-09-07T10:${10 + index}`, 100));
    bed.expect('member', farmer);
    // Ten purchases over ten weeks of which one came back.
    const buyer = bed.member();
    const steady = Array.from({ length: 10 }, (_, index) =>
      bed.earn(
        buyer,
        `2025-${index < 5 ? '08' : '09'}-${String((index % 5) * 5 + 1).padStart(2, '0')}T10:00`,
        100,
        { wallet: 'green', channel: 'app' },
      ),
    );
    refund(buyer, steady[5]!, '2025-09-07T10:00', 100);
  },
};
