import { defineCases } from '../../cases.ts';

const draw = (more: object = {}) => ({
  promotion_id: 'D1',
  version_from: '2025-02-10 00:00:00',
  kind: 'draw',
  starts_at: '2025-03-01 00:00:00',
  prize_kinds: '5000积分',
  exchange_rules: '按兑换目录兑换',
  prize_scope: '全联盟',
  prize_validity: '24个月',
  prize_limits: '不可转让',
  third_party: null,
  ...more,
});
const SILENT = { exchange_rules: null, prize_scope: null, prize_validity: null, prize_limits: null };

export const cases = defineCases('2026-06-30', [
  {
    name: '5,000 points to win, and not a word on their use',
    kind: 'violating',
    given: { promotions: [draw(SILENT)] },
    findings: [
      {
        subject_type: 'promotion',
        subject_id: 'D1',
        observed: 'missing: exchange_rules, prize_scope, prize_validity, prize_limits',
      },
    ],
  },
  {
    name: 'A voucher that other traders honour, unnamed',
    kind: 'violating',
    given: { promotions: [draw({ prize_kinds: '100元代金券', prize_scope: '合作商户' })] },
    findings: [{ subject_id: 'D1', observed: 'missing: third_party' }],
  },
  {
    name: 'All is published; a saucepan needs no rules of use',
    kind: 'compliant',
    given: { promotions: [draw(), draw({ promotion_id: 'D2', prize_kinds: '炒锅（实物）', ...SILENT })] },
  },
  {
    name: 'Points with every purchase are no prize; a kind that is unknown is not points',
    kind: 'boundary',
    given: {
      promotions: [
        draw({ kind: 'bonus', ...SILENT }),
        draw({ promotion_id: 'D2', prize_kinds: null, ...SILENT }),
      ],
    },
  },
  {
    name: 'Only the limits are missing',
    kind: 'boundary',
    given: { promotions: [draw({ prize_limits: null })] },
    findings: [{ subject_id: 'D1', observed: 'missing: prize_limits' }],
  },
  {
    name: 'Before the rules on promotions',
    kind: 'before-law',
    given: {
      promotions: [
        draw({ ...SILENT, version_from: '2020-10-01 00:00:00', starts_at: '2020-11-30 23:00:00' }),
      ],
    },
  },
  {
    name: 'Where a column is missing, nobody knows what was published',
    kind: 'not-evaluable',
    given: {
      point_events: [
        {
          event_id: 'E1',
          member_id: 'M1',
          event_type: 'earn',
          points: '9',
          occurred_at: '2025-01-05 10:00:00',
        },
      ],
      promotions: [
        {
          promotion_id: 'D1',
          version_from: '2025-02-10 00:00:00',
          kind: 'draw',
          prize_kinds: '5000积分',
          exchange_rules: '按目录',
          prize_scope: '全联盟',
          prize_limits: '不可转让',
        },
      ],
    },
    notEvaluable: ['promotions.prize_validity'],
    alone: true,
  },
  {
    name: 'Silent at first, published before it started; silent about a draw of next month',
    kind: 'boundary',
    given: {
      promotions: [
        draw(SILENT),
        draw({ version_from: '2025-02-20 00:00:00' }),
        draw({
          ...SILENT,
          promotion_id: 'D2',
          version_from: '2026-06-10 00:00:00',
          starts_at: '2026-07-15 00:00:00',
        }),
      ],
    },
  },
]);
