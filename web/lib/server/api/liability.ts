import { resource } from './environment.ts';
import { liabilityDiagnostics } from './liability-diagnostics.ts';
import { liabilityMadeOf } from './liability-made-of.ts';
import { liabilityRollforward } from './liability-rollforward.ts';
import { liabilitySummary } from './liability-summary.ts';
import { liabilityTables } from './liability-tables.ts';
import { liabilityWhatIf } from './liability-what-if.ts';

/** `/liability` and what stands under it. */
export const liability = resource()
  .route('/', liabilitySummary)
  .route('/', liabilityMadeOf)
  .route('/', liabilityTables)
  .route('/', liabilityDiagnostics)
  .route('/', liabilityWhatIf)
  .route('/rollforward', liabilityRollforward);
