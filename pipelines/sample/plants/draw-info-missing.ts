import type { Plant } from './bed.ts';
import { draw } from './offers.ts';

export const drawInfoMissing: Plant = {
  ruleId: 'draw-info-missing',
  plant(bed) {
    bed.expect(
      'promotion',
      draw(bed, { stated_probability: undefined, stated_quantity: undefined, claim_terms: undefined }),
    );
    // The quantity of prizes stands for the probability.
    draw(bed, { stated_probability: undefined });
  },
};
