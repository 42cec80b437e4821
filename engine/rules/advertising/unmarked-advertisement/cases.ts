import { defineCases } from '../../cases.ts';

const ad = (more: object) => ({
  ad_id: 'A1',
  published_at: '2025-12-01 09:00:00',
  channel: 'social',
  text: '晒单分享：用积分换到的保温壶真好用，一起来兑。',
  marked_as_ad: false,
  ...more,
});

export const cases = defineCases('2026-06-30', [
  {
    name: 'A shared experience that nobody marked',
    kind: 'violating',
    given: { advertisements: [ad({})] },
    findings: [{ subject_type: 'advertisement', subject_id: 'A1', nature: 'indicator' }],
  },
  {
    name: 'Marked as advertising, in the record or in the text',
    kind: 'compliant',
    given: {
      advertisements: [
        ad({ marked_as_ad: true }),
        ad({ ad_id: 'A2', text: '【广告】晒单分享：用积分换到的保温壶真好用。' }),
      ],
    },
  },
  {
    name: 'Whether it was marked is unknown; a plain offer is recognisable; no text, no praise',
    kind: 'boundary',
    given: {
      advertisements: [
        ad({ marked_as_ad: null }),
        ad({ ad_id: 'A2', text: '1500积分兑换节水花洒。' }),
        ad({ ad_id: 'A3', text: null }),
      ],
    },
  },
  {
    name: 'Before the advertising law',
    kind: 'before-law',
    given: { advertisements: [ad({ published_at: '2015-08-31 23:59:59' })] },
  },
  {
    name: 'Without advertisements nothing can be judged',
    kind: 'not-evaluable',
    given: { promotions: [{ promotion_id: 'P1', version_from: '2025-01-01 00:00:00' }] },
    notEvaluable: ['advertisements'],
  },
]);
