import { defineRule } from '../../rule.ts';

export const rule = defineRule({
  id: 'expiry-not-matched',
  group: 'integrity',
  version: 1,
  title: { zh: '过期入账与应过期积分不符', en: 'Booked expiry does not match what expired' },
  explanation: {
    zh: '账户 {subject_id} 有 {points} 分的过期处理与有效期不符：{fault}（应过期日 {due_on}，入账日 {booked_on}）。',
    en: 'The booked expiry of {points} points of account {subject_id} does not match their validity: {fault} (due {due_on}, booked {booked_on}).',
  },
  words: {
    fault: {
      early: { zh: '提前过期', en: 'booked too early' },
      late: { zh: '过期入账过晚', en: 'booked too late' },
      excess: { zh: '过期入账多于应过期积分', en: 'more was booked than had expired' },
      missing: { zh: '已到期而没有过期入账', en: 'expired, but never booked' },
    },
    due_on: { none: { zh: '无', en: 'none' } },
    booked_on: { none: { zh: '无', en: 'none' } },
  },
  severity: 'medium',
  nature: 'violation',
  level: 'account',
  needs: { point_events: [] },
  citations: [
    {
      law: 'traceability',
      article: '过期有据可查',
      summary: {
        zh: '账上每一笔过期都应与有效期到期的积分在容差内一一对应：不早、不晚、不多、不漏。',
        en: 'Every booked expiry must match points whose validity had ended, within the tolerance: neither early nor late, neither more nor less.',
      },
      status: 'interpretation',
    },
  ],
  reads: [
    'ledger.accounts',
    'ledger.entries',
    'ledger.unposted',
    'lots.lot_facts',
    'lots.use_facts',
    'meta.programmes',
    'meta.wallets',
  ],
});
