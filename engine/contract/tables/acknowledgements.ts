import { required, text, time } from '../column.ts';
import { table } from '../table.ts';

export const acknowledgements = table({
  name: 'acknowledgements',
  title: { zh: '会员确认', en: 'Acknowledgements' },
  grain: 'One acknowledgement of terms by a member.',
  key: ['member_id', 'terms_id'],
  datedBy: 'acknowledged_at',
  columns: {
    member_id: text('', required),
    terms_id: text('', required),
    acknowledged_at: time(),
    method: text(),
  },
});
