import type { Plant } from './bed.ts';

export const excessReversal: Plant = {
  ruleId: 'excess-reversal',
  plant(bed) {
    const clawedBack = bed.member();
    const small = bed.earn(clawedBack, '2023-09-05T10:00', 300);
    const tooMuch = {
      type: 'reverse',
      member: clawedBack,
      at: '2023-09-12T10:00',
      points: 500,
      reason: 'refund',
    };
    bed.expect('account', `base/${clawedBack}`, bed.event({ ...tooMuch, related: small }));

    const restored = bed.member();
    bed.earn(restored, '2023-09-05T10:00', 500);
    const redemption = bed.redeem(restored, '2023-09-20T10:00', 'I101');
    const generous = {
      type: 'restore',
      member: restored,
      at: '2023-09-27T10:00',
      points: 700,
      reason: 'return',
    };
    bed.expect('account', `base/${restored}`, bed.event({ ...generous, related: redemption }));

    const unrelated = bed.member();
    bed.earn(unrelated, '2023-09-05T10:00', 300);
    const blind = {
      type: 'reverse',
      member: unrelated,
      at: '2023-09-12T10:00',
      points: 100,
      reason: 'refund',
    };
    bed.expect('account', `base/${unrelated}`, bed.event(blind));

    // Two parts that make up the whole, and a return in full.
    const inParts = bed.member();
    const earned = bed.earn(inParts, '2023-09-05T10:00', 300);
    for (const [at, points] of [
      ['2023-09-08T10:00', 100],
      ['2023-09-12T10:00', 200],
    ] as const) {
      bed.event({ type: 'reverse', member: inParts, at, points, reason: 'refund', related: earned });
    }
    const inFull = bed.member();
    bed.earn(inFull, '2023-09-05T10:00', 500);
    const returned = bed.redeem(inFull, '2023-09-20T10:00', 'I101');
    bed.event({ ...generous, member: inFull, points: 500, related: returned, balanceAfter: 500 });
  },
};
