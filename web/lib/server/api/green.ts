import { resource } from './environment.ts';
import { greenClaim } from './green-claim.ts';
import { greenEconomy } from './green-economy.ts';
import { greenEvidence } from './green-evidence.ts';
import { greenFactors } from './green-factors.ts';
import { greenFlows } from './green-flows.ts';
import { greenGroups } from './green-groups.ts';
import { greenIntegrity } from './green-integrity.ts';
import { greenLeaderboard } from './green-leaderboard.ts';
import { greenSummary } from './green-summary.ts';
import { greenWhatIf } from './green-what-if.ts';

/** `/green` and what stands under it. */
export const green = resource()
  .route('/', greenSummary)
  .route('/', greenEvidence)
  .route('/', greenFactors)
  .route('/', greenGroups)
  .route('/', greenLeaderboard)
  .route('/', greenFlows)
  .route('/', greenClaim)
  .route('/', greenEconomy)
  .route('/', greenWhatIf)
  .route('/', greenIntegrity);
