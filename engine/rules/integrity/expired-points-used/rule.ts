import { defineRule } from '../../rule.ts';

export const rule = defineRule({
  id: 'expired-points-used',
  group: 'integrity',
  version: 1,
  title: { zh: '使用了已过期的积分', en: 'Points used after they had expired' },
  explanation: {
    zh: '账户 {subject_id} 于 {occurred_on} 使用积分（流水 {event_id}），其中 {points} 分当时已经过期；系统仍然放行。',
    en: 'On {occurred_on} account {subject_id} used points (event {event_id}); {points} of them had expired by then, and the system let them pass.',
  },
  severity: 'medium',
  nature: 'violation',
  level: 'account',
  needs: { point_events: [] },
  citations: [
    {
      law: 'traceability',
      article: '有效期规则一致执行',
      summary: {
        zh: '过期的积分不能再使用；若个别账户可以使用，则有效期没有对所有会员一致执行，负债也被少计。',
        en: 'Expired points can no longer be used; where some accounts can, expiry is not applied alike to all members and the liability is understated.',
      },
      status: 'interpretation',
    },
  ],
  reads: [
    'ledger.accounts',
    'ledger.entries',
    'lots.lot_facts',
    'lots.shortfall_facts',
    'lots.use_facts',
    'meta.wallets',
  ],
});
