import { happensLater, oneOf, required, text, time } from '../column.ts';
import { table } from '../table.ts';

export const consents = table({
  name: 'consents',
  title: { zh: '同意', en: 'Consents' },
  grain: 'One consent of a member.',
  key: ['member_id', 'purpose', 'policy_version', 'granted_at'],
  datedBy: 'granted_at',
  columns: {
    member_id: text('', required),
    purpose: oneOf(['profiling', 'marketing', 'sharing', 'credit'], '', required),
    policy_version: text(),
    granted_at: time(),
    withdrawn_at: time('', happensLater),
  },
});
