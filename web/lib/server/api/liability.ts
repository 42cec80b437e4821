import { resource } from './environment.ts';
import { liabilityMadeOf } from './liability-made-of.ts';
import { liabilityRollforward } from './liability-rollforward.ts';
import { liabilitySummary } from './liability-summary.ts';

/** `/liability` and what stands under it. */
export const liability = resource()
  .route('/', liabilitySummary)
  .route('/', liabilityMadeOf)
  .route('/rollforward', liabilityRollforward);
