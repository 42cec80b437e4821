import type { Plant } from './bed.ts';
import { ownWallet, terms } from './offers.ts';

export const cardSignupBonus: Plant = {
  ruleId: 'card-signup-bonus',
  wallets: { 'x-card': ownWallet() },
  plant(bed) {
    const merchant_id = bed.id('XM');
    bed.row('merchants', {
      merchant_id,
      name: '新开信用卡中心',
      industry: 'bank',
      region_code: '310000',
      joined_at: '2021-06-01T00:00',
      role: 'both',
      is_aml_obligor: true,
      margin_rate: '0.4',
    });
    const terms_id = terms(bed, 'x-card');
    const rate = { terms_id, wallet: 'x-card', merchant_id, rounding: 'floor' };
    bed.row('earn_rates', { ...rate, reason: 'card_opening', fixed_points: 5000 });
    bed.row('earn_rates', { ...rate, reason: 'purchase', points_per_yuan: 1 });
    for (let count = 0; count < 4; count++) {
      const card = { member: bed.member(), wallet: 'x-card', merchant: merchant_id };
      bed.event({ ...card, type: 'earn', at: '2025-09-05T10:00', points: 5000, reason: 'card_opening' });
      bed.event({
        ...card,
        type: 'earn',
        at: '2025-10-05T10:00',
        points: 100,
        reason: 'purchase',
        amount: 10_000,
        taxRate: '0.06',
      });
    }
    bed.expect('merchant', merchant_id);
  },
};
