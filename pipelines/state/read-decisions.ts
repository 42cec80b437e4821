import {
  chainHead,
  NO_LINK,
  readLinks,
  verifyChain,
  type ChainCheck,
  type ChainHead,
  type Link,
} from './chain.ts';
import { DECISIONS } from './decide.ts';
import type { Decision } from './decision.ts';
import { hasState, withState } from './open.ts';

/** All that was decided in a workspace, oldest first, each with its hash; empty where nobody has decided yet. */
export function readDecisions(workspace: string): Link<Decision>[] {
  if (!hasState(workspace)) return [];
  return withState(workspace, (state) => readLinks<Decision>(state, DECISIONS));
}

/** The end of the log, for reports to print: with it anybody can show later that nothing before was changed. */
export function decisionsHead(workspace: string): ChainHead {
  if (!hasState(workspace)) return { seq: 0, hash: NO_LINK };
  return withState(workspace, (state) => chainHead(state, DECISIONS));
}

/** Recomputes the hashes of the log; `noted` is a head that was printed earlier. */
export function verifyDecisions(workspace: string, noted?: ChainHead): ChainCheck {
  return withState(workspace, (state) => verifyChain(state, DECISIONS, noted));
}
