import type { Plant } from './bed.ts';
import { offer, ownWallet, spend, terms } from './offers.ts';

export const merchantExitUnhonoured: Plant = {
  ruleId: 'merchant-exit-unhonoured',
  wallets: { 'x-exit': ownWallet(), 'x-stayed': ownWallet() },
  plant(bed) {
    for (const wallet of ['x-exit', 'x-stayed']) {
      const merchant_id = bed.id('XM');
      const terms_id = terms(bed, wallet, {
        redemption_method: '可在发行商户按目录兑换，商户退出后由平台在超市继续兑换。',
      });
      bed.row('earn_rates', {
        terms_id,
        wallet,
        reason: 'purchase',
        merchant_id,
        points_per_yuan: 1,
        rounding: 'floor',
      });
      bed.row('merchants', {
        merchant_id,
        name: wallet === 'x-exit' ? '旧城书店' : '新城书店',
        industry: 'retail',
        region_code: '410100',
        joined_at: '2021-06-01T00:00',
        left_at: '2025-03-01T00:00',
        role: 'both',
        is_aml_obligor: false,
        margin_rate: '0.3',
      });
      bed.row('notices', {
        notice_id: bed.id('N'),
        kind: 'termination',
        channel: 'sms',
        sent_at: '2025-01-10T10:00',
        delivery_status: 'delivered',
        merchant_id,
      });
      const own = offer(bed, '书券', 500, { merchant_id, valid_to: '2025-03-01T00:00' });
      const member_id = bed.member();
      bed.earn(member_id, '2024-09-05T10:00', 500, { wallet, merchant: merchant_id, product: undefined });
      if (wallet === 'x-exit') {
        bed.row('redemption_requests', {
          request_id: bed.id('RQ'),
          member_id,
          wallet,
          item_id: own.id,
          points_price: 500,
          requested_at: '2025-04-05T10:00',
          outcome: 'declined',
          decline_reason: 'merchant_left',
        });
        bed.expect('merchant', merchant_id);
      } else spend(bed, member_id, '2025-04-05T10:00', offer(bed, '平台代兑书券', 500), { wallet });
    }
  },
};
