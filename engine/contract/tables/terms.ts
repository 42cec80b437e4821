import { boolean, integer, oneOf, required, text, time, value } from '../column.ts';
import { table } from '../table.ts';

export const terms = table({
  name: 'terms',
  grain: 'One version of the terms of a wallet. An empty cell means that the terms are silent.',
  key: ['terms_id', 'wallet'],
  datedBy: 'published_at',
  columns: {
    terms_id: text('', required),
    wallet: text(),
    published_at: time(),
    effective_from: time(),
    effective_to: time(),
    earn_conditions: text(),
    accumulation_rule: text(),
    validity_kind: oneOf(['lifetime', 'months', 'calendar', 'activity', 'undisclosed']),
    validity_months: integer(),
    redemption_method: text(),
    exclusions: text(),
    restore_rule: text(),
    point_value: value(),
    promises_value_stability: boolean(),
    promises_upgrade: boolean(),
    promised_green_share: value(),
    reminder_days: integer(),
    prominent: boolean(),
    prompt_method: text(),
    is_adverse: boolean('Overrides the computed difference'),
    is_important: boolean(),
    promises_certification: boolean(),
    full_text: text(),
  },
});
