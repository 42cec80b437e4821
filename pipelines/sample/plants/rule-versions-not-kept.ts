import type { Plant } from './bed.ts';
import { terms } from './offers.ts';

export const ruleVersionsNotKept: Plant = {
  ruleId: 'rule-versions-not-kept',
  plant(bed) {
    // Which rules held in the first half of 2024 nobody can say any more.
    terms(bed, 'x-torn', { effective_to: '2024-01-01T00:00' });
    const later = terms(bed, 'x-torn', {
      published_at: '2024-05-01T10:00',
      effective_from: '2024-07-01T00:00',
    });
    bed.expect('terms', `${later}/x-torn`);
    terms(bed, 'x-whole', { effective_to: '2024-07-01T00:00' });
    terms(bed, 'x-whole', { published_at: '2024-05-01T10:00', effective_from: '2024-07-01T00:00' });
  },
};
