import { lengthen } from './lot-pool.ts';

/**
 * Receives what the kernel found out, batch by batch. A batch and its arrays are valid only until the callback returns:
 * rows from 0 to `length` must be taken over before. Points are whole hundredths, instants µs since 1970 UTC (Infinity
 * or NaN where said), entries and lots NONE (−1) where absent.
 */
export interface KernelSink {
  lots(batch: LotBatch): void;
  uses(batch: UseBatch): void;
  shortfalls(batch: ShortfallBatch): void;
  postings(batch: PostingBatch): void;
  accounts(batch: AccountBatch): void;
}

/**
 * Lots, each once, when nothing can touch it any more (so not in the order of lot numbers). `lotNo` counts openings over
 * all components. `parentLot` is the lot of the previous hop, `originLot` the first of all, itself without a parent.
 * `expiresAt` is Infinity for never; of a lot that follows activity the account's deadline when it closed, else at the end.
 */
export const LOT_COLUMNS = {
  lotNo: Int32Array,
  account: Int32Array,
  openingEntry: Int32Array,
  childNo: Int32Array,
  parentLot: Int32Array,
  originLot: Int32Array,
  originOpenedAt: Float64Array,
  openedAt: Float64Array,
  availableAt: Float64Array,
  expiresAt: Float64Array,
  isPending: Uint8Array,
  opened: Float64Array,
  redeemed: Float64Array,
  expired: Float64Array,
  transferred: Float64Array,
  reversed: Float64Array,
  forfeited: Float64Array,
  adjusted: Float64Array,
  exchanged: Float64Array,
  debtRepaid: Float64Array,
  restored: Float64Array,
  remaining: Float64Array,
} as const;
export type LotBatch = Batch<typeof LOT_COLUMNS>;

/**
 * Uses, numbered in the order of the replay, chronological within an account. `type` is a code of `USE`. `entry` is NONE
 * for an implied expiry and for a debt paid by points that became available; `causeEntry` the event whose debt was paid.
 */
export const USE_COLUMNS = {
  useNo: Int32Array,
  account: Int32Array,
  entry: Int32Array,
  lot: Int32Array,
  type: Uint8Array,
  points: Float64Array,
  usedAt: Float64Array,
  causeEntry: Int32Array,
} as const;
export type UseBatch = Batch<typeof USE_COLUMNS>;

/**
 * What events asked for beyond what was there, each once, when final. `kind` is a code of `SHORTFALL`; debt and floor are
 * open by points − settled − cancelled. `pointsExpiredBefore`: how much of it had been there but had expired. An event in
 * two parts may have a row for each.
 */
export const SHORTFALL_COLUMNS = {
  entry: Int32Array,
  account: Int32Array,
  kind: Uint8Array,
  points: Float64Array,
  settled: Float64Array,
  cancelled: Float64Array,
  pointsExpiredBefore: Float64Array,
} as const;
export type ShortfallBatch = Batch<typeof SHORTFALL_COLUMNS>;

/**
 * Events that did not move exactly their points: `posted` counts like the event's points (of a forfeit it is what it took
 * less the shortfalls it cancelled, so it may be negative); `excess` is what was not there. A wholly unposted event did
 * nothing at all.
 */
export const POSTING_COLUMNS = {
  entry: Int32Array,
  posted: Float64Array,
  excess: Float64Array,
  isWhollyUnposted: Uint8Array,
} as const;
export type PostingBatch = Batch<typeof POSTING_COLUMNS>;

/**
 * Accounts, each once, at the end. Sums of posted points:
 * available + pending − debt = earned + transferredIn + exchangedIn + restored + adjusted − redeemed − expired
 * − transferredOut − exchangedOut − reversed − forfeited + shortfall. `forfeited` is net of what forfeits cancelled.
 * Instants of the first and last posted event are NaN without one.
 */
export const ACCOUNT_COLUMNS = {
  account: Int32Array,
  available: Float64Array,
  pending: Float64Array,
  debt: Float64Array,
  shortfall: Float64Array,
  earned: Float64Array,
  redeemed: Float64Array,
  expired: Float64Array,
  transferredIn: Float64Array,
  transferredOut: Float64Array,
  exchangedIn: Float64Array,
  exchangedOut: Float64Array,
  reversed: Float64Array,
  restored: Float64Array,
  adjusted: Float64Array,
  forfeited: Float64Array,
  firstEventAt: Float64Array,
  lastEventAt: Float64Array,
} as const;
export type AccountBatch = Batch<typeof ACCOUNT_COLUMNS>;

type Column = Int32Array | Float64Array | Uint8Array;
type Columns = Record<string, new (length: number) => Column>;
type Batch<C extends Columns> = { length: number } & { [Name in keyof C]: InstanceType<C[Name]> };

/** Rows of one table on their way to the sink, grown up to `size` rows and then handed over. */
export class BatchWriter<C extends Columns> {
  readonly batch: Batch<C>;
  private capacity: number;

  constructor(
    columns: C,
    private readonly size: number,
    private readonly flushed: (batch: Batch<C>) => void,
  ) {
    this.capacity = Math.min(size, 1024);
    const arrays = Object.entries(columns).map(([name, Type]) => [name, new Type(this.capacity)]);
    this.batch = { length: 0, ...Object.fromEntries(arrays) };
  }

  /** The place of a new row, whose columns the caller fills. */
  next(): number {
    if (this.batch.length === this.capacity) {
      if (this.capacity === this.size) this.flush();
      else this.grow();
    }
    return this.batch.length++;
  }

  flush(): void {
    if (this.batch.length > 0) this.flushed(this.batch);
    this.batch.length = 0;
  }

  private grow(): void {
    this.capacity = Math.min(this.size, this.capacity * 4);
    const arrays = this.batch as Record<string, number | Column>;
    for (const [name, array] of Object.entries(arrays)) {
      if (typeof array !== 'number') arrays[name] = lengthen(array, this.capacity);
    }
  }
}
