import { resource } from './environment.ts';
import { greenEvidence } from './green-evidence.ts';
import { greenFactors } from './green-factors.ts';
import { greenSummary } from './green-summary.ts';

/** `/green` and what stands under it. */
export const green = resource().route('/', greenSummary).route('/', greenEvidence).route('/', greenFactors);
