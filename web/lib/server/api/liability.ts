import { resource } from './environment.ts';
import { liabilityDiagnostics } from './liability-diagnostics.ts';
import { liabilityMadeOf } from './liability-made-of.ts';
import { liabilityLate } from './liability-late.ts';
import { liabilityPieces } from './liability-pieces.ts';
import { liabilityRollforward } from './liability-rollforward.ts';
import { liabilitySettled } from './liability-settled.ts';
import { liabilitySummary } from './liability-summary.ts';
import { liabilityTables } from './liability-tables.ts';
import { liabilityWhatIf } from './liability-what-if.ts';

/** `/liability` and what stands under it. */
export const liability = resource()
  .route('/', liabilitySummary)
  .route('/', liabilityMadeOf)
  .route('/', liabilityLate)
  .route('/', liabilitySettled)
  .route('/', liabilityPieces)
  .route('/', liabilityTables)
  .route('/', liabilityDiagnostics)
  .route('/', liabilityWhatIf)
  .route('/rollforward', liabilityRollforward);
