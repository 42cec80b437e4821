import { required, text, time } from '../column.ts';
import { table } from '../table.ts';

export const memberAttributes = table({
  name: 'member_attributes',
  title: { zh: '会员属性', en: 'Attributes of members' },
  grain: 'One dated attribute of a member, so that the past is not restated.',
  key: ['member_id', 'attribute', 'valid_from'],
  datedBy: 'valid_from',
  columns: {
    member_id: text('', required),
    attribute: text('`tier credit_tier household_id region_code employer_member_id`', required),
    value: text(),
    valid_from: time(),
    valid_to: time(),
  },
});
