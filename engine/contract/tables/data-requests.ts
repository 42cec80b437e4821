import { happensLater, required, text, time } from '../column.ts';
import { table } from '../table.ts';

export const dataRequests = table({
  name: 'data_requests',
  title: { zh: '个人信息请求', en: 'Requests about personal data' },
  grain: 'One request of a person about his or her data.',
  key: ['request_id'],
  datedBy: 'received_at',
  columns: {
    request_id: text('', required),
    member_id: text(),
    kind: text(),
    received_at: time(),
    answered_at: time('', happensLater),
  },
});
