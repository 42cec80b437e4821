import { defineCases } from '../../cases.ts';

const earned = {
  event_id: 'E1',
  member_id: 'M1',
  event_type: 'earn',
  points: '100',
  occurred_at: '2024-03-05 10:00:00',
};

const terms = (more: object) => ({
  point_events: [earned],
  terms: [{ terms_id: 'T1', published_at: '2012-01-01', effective_from: '2012-02-01', ...more }],
});

export const cases = defineCases('2026-06-30', [
  {
    name: 'Terms in small print that nothing pointed to',
    kind: 'violating',
    given: terms({ prominent: false, prompt_method: null }),
    findings: [{ subject_type: 'terms', subject_id: 'T1/base' }],
  },
  {
    name: 'Prominent terms pass without a prompt',
    kind: 'compliant',
    given: terms({ prominent: true, prompt_method: null }),
  },
  {
    name: 'A prompt makes up for small print',
    kind: 'boundary',
    given: terms({ prominent: false, prompt_method: 'read_aloud' }),
  },
  {
    name: 'Where nobody says how they were shown, nothing is claimed',
    kind: 'boundary',
    given: terms({ prominent: null, prompt_method: null }),
  },
  {
    name: 'Terms that begin after the as-of day can still be shown better',
    kind: 'boundary',
    given: terms({ prominent: false, prompt_method: null, effective_from: '2026-07-01' }),
  },
  {
    name: 'Terms that ended before 15 March 2014 pass',
    kind: 'before-law',
    given: terms({ prominent: false, prompt_method: null, effective_to: '2014-03-15' }),
  },
  {
    name: 'Without terms there is nothing to look at',
    kind: 'not-evaluable',
    given: { point_events: [earned] },
    notEvaluable: ['terms'],
  },
]);
