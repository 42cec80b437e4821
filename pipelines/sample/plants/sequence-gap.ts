import type { Plant } from './bed.ts';

export const sequenceGap: Plant = {
  ruleId: 'sequence-gap',
  plant(bed) {
    const member = bed.member();
    // The kiosk's ids are declared dense in programme.yaml; two are missing.
    for (const number of [1, 2, 3, 4, 7, 8]) {
      bed.earn(member, `2024-03-0${number}T10:00`, 50, { source: 'kiosk', id: `K${number}` });
    }
    bed.expect('source', 'kiosk');

    // Nobody promised that the partner's ids are dense.
    for (const number of [1, 2, 5, 9]) {
      bed.earn(member, `2024-04-0${number}T10:00`, 50, { source: 'partner', id: `X${number}` });
    }
  },
};
