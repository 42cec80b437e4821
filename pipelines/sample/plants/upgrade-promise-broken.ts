import type { Plant } from './bed.ts';
import { terms } from './offers.ts';

export const upgradePromiseBroken: Plant = {
  ruleId: 'upgrade-promise-broken',
  plant(bed) {
    // The catalogue changes with the seasons but does not grow.
    const promise = {
      promises_upgrade: true,
      full_text: '积分自获得次日起24个月内有效。权益种类与品质逐年升级。',
    };
    bed.expect('terms', `${terms(bed, 'x-upgrade', promise)}/x-upgrade`);
    // Promised half a year ago: no year has passed in which to keep it.
    terms(bed, 'x-upgrading', {
      ...promise,
      published_at: '2025-12-01T10:00',
      effective_from: '2026-01-01T00:00',
    });
  },
};
