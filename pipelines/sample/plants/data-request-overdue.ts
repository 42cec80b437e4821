import type { Plant } from './bed.ts';

export const dataRequestOverdue: Plant = {
  ruleId: 'data-request-overdue',
  plant(bed) {
    for (const received_at of ['2026-01-05T10:00', '2026-06-25T10:00']) {
      const member_id = bed.member();
      bed.row('data_requests', { request_id: bed.id('DQ'), member_id, kind: 'deletion', received_at });
      // Five days before the end of the data a request may still be open.
      if (received_at.startsWith('2026-01')) bed.expect('member', member_id);
    }
  },
};
