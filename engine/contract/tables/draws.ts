import { boolean, money, required, text, time } from '../column.ts';
import { table } from '../table.ts';

export const draws = table({
  name: 'draws',
  title: { zh: '抽奖', en: 'Prize draws' },
  grain: 'One entry of a draw.',
  key: ['event_id', 'promotion_id'],
  datedBy: 'drawn_at',
  columns: {
    event_id: text('The entry', required),
    promotion_id: text(),
    member_id: text(),
    drawn_at: time(),
    prize_id: text(),
    prize_value: money(),
    won: boolean(),
  },
});
