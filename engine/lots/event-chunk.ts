/**
 * A run of events as struct of arrays: `length` rows, sorted by (component, instant, entry). One component's rows, and
 * even one instant's, may go on in the next chunk. The arrays may be longer than `length` and are only read.
 */
export interface EventChunk {
  length: number;
  component: Int32Array;
  /** Account number, of one component only. */
  account: Int32Array;
  /** Entry number: within one instant the smaller is the smaller event key. */
  entry: Int32Array;
  /** Code of `EVENT`. */
  type: Uint8Array;
  /** Code of `PART`. */
  part: Uint8Array;
  /** Hundredths of a point, whole numbers above zero; signed only for adjust. */
  points: Float64Array;
  /** Effective instant, µs since 1970 UTC; of a paired transfer_in the later of both legs. */
  instant: Float64Array;
  /** Of an earn: the instant from which its lot can be spent. */
  availableAt: Float64Array;
  /**
   * Expiry of a lot that this event would open, Infinity for never: explicit or by policy. Of a paired transfer_in it
   * serves lots that do not keep theirs and the part the sender lacked; of a related restore, the grace lot.
   */
  expiresAt: Float64Array;
  /** 1: the lot expires at the account's deadline of activity, whatever `expiresAt` says. */
  followsActivity: Uint8Array;
  /** Of an earn or redeem: the deadline that it sets for its account, later than its instant; NaN sets none. */
  activityDeadline: Float64Array;
  /** Entry of the earn (reverse, expire) or redeem (restore) in the same account that is named, or NONE. */
  related: Int32Array;
  /** Number that both legs of a transfer share, or NONE. */
  pair: Int32Array;
  /** 1: a later event names this earn or redeem, so what it did is remembered. */
  isReferenced: Uint8Array;
  /** Index into the policies; the same for all rows of an account. */
  policy: Uint8Array;
}

/** An empty chunk with room for `capacity` rows. */
export function allocateChunk(capacity: number): EventChunk {
  return {
    length: 0,
    component: new Int32Array(capacity),
    account: new Int32Array(capacity),
    entry: new Int32Array(capacity),
    type: new Uint8Array(capacity),
    part: new Uint8Array(capacity),
    points: new Float64Array(capacity),
    instant: new Float64Array(capacity),
    availableAt: new Float64Array(capacity),
    expiresAt: new Float64Array(capacity),
    followsActivity: new Uint8Array(capacity),
    activityDeadline: new Float64Array(capacity),
    related: new Int32Array(capacity),
    pair: new Int32Array(capacity),
    isReferenced: new Uint8Array(capacity),
    policy: new Uint8Array(capacity),
  };
}

/** A chunk with the rows of `head` followed by rows `from` to `to` (exclusive) of `tail`. */
export function joinChunks(head: EventChunk, tail: EventChunk, from: number, to: number): EventChunk {
  const joined = allocateChunk(head.length + to - from);
  joined.length = head.length + to - from;
  for (const name of COLUMNS) {
    joined[name].set(head[name].subarray(0, head.length));
    joined[name].set(tail[name].subarray(from, to), head.length);
  }
  return joined;
}

const COLUMNS = [
  'component',
  'account',
  'entry',
  'type',
  'part',
  'points',
  'instant',
  'availableAt',
  'expiresAt',
  'followsActivity',
  'activityDeadline',
  'related',
  'pair',
  'isReferenced',
  'policy',
] as const;
