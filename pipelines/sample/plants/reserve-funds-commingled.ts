import type { Plant } from './bed.ts';

export const reserveFundsCommingled: Plant = {
  ruleId: 'reserve-funds-commingled',
  plant(bed) {
    const movement = {
      occurred_at: '2025-08-12T10:00',
      from_account: 'Y1-RESERVE',
      from_kind: 'reserve',
      to_account: 'HM-SETTLE',
      to_kind: 'settlement',
      amount: 20_000,
    };
    const movement_id = bed.id('XF');
    bed.row('fund_movements', { ...movement, movement_id, purpose: 'points_funding' });
    bed.expect('fund_movement', movement_id);
    bed.row('fund_movements', {
      ...movement,
      movement_id: bed.id('XF'),
      from_account: 'Y1-OWN',
      from_kind: 'own',
      purpose: 'points_funding',
    });
  },
};
