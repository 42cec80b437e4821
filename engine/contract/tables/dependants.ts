import { date, happensLater, oneOf, required, text, time } from '../column.ts';
import { table } from '../table.ts';

export const dependants = table({
  name: 'dependants',
  title: { zh: '家庭成员', en: 'Dependants' },
  grain: 'One child or pet of a member.',
  key: ['member_id', 'kind', 'birth_date'],
  columns: {
    member_id: text('', required),
    kind: oneOf(['child', 'pet'], '', required),
    birth_date: date(),
    guardian_consent_at: time('', happensLater),
  },
});
