import type { Plant } from './bed.ts';
import { announceDraw, draw } from './offers.ts';

export const retentionTooShort: Plant = {
  ruleId: 'retention-too-short',
  plant(bed) {
    // Of a draw that ended fifteen months ago no entry is left.
    bed.expect('promotion', announceDraw(bed));
    draw(bed);
  },
};
