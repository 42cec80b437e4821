import { happensLater, required, text, time } from '../column.ts';
import { table } from '../table.ts';

export const complaints = table({
  name: 'complaints',
  title: { zh: '投诉', en: 'Complaints' },
  grain: 'One complaint.',
  key: ['complaint_id'],
  datedBy: 'received_at',
  columns: {
    complaint_id: text('', required),
    channel: text('`12315 …`'),
    received_at: time(),
    member_id: text(),
    event_id: text(),
    subject: text(),
    status: text(),
    closed_at: time('', happensLater),
  },
});
