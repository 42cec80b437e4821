import type { Plant } from './bed.ts';
import { SHORTENED, announce, changeTerms } from './offers.ts';

export const adverseClauseNotAcknowledged: Plant = {
  ruleId: 'adverse-clause-not-acknowledged',
  wallets: { 'x-unseen': SHORTENED, 'x-agreed': SHORTENED },
  plant(bed) {
    for (const wallet of ['x-unseen', 'x-agreed']) {
      const member_id = bed.member();
      bed.earn(member_id, '2024-09-05T10:00', 200, { wallet });
      const changed = changeTerms(bed, wallet, '2024-11-15T10:00', { prompt_method: undefined });
      announce(bed, wallet, changed, '2024-11-15T11:00');
      if (wallet === 'x-unseen') bed.expect('terms', `${changed}/${wallet}`);
      else {
        bed.row('acknowledgements', {
          member_id,
          terms_id: changed,
          acknowledged_at: '2024-11-20T12:00',
          method: 'signature',
        });
      }
    }
  },
};
