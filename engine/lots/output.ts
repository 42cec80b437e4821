import { ACCOUNT_SUMS, type AccountPool, SUM } from './account-pool.ts';
import { SHORTFALL, USE } from './codes.ts';
import type { Debt } from './debt.ts';
import { LOT_STATE, type LotPool, OPENED, REMAINING, SUMS } from './lot-pool.ts';
import {
  ACCOUNT_COLUMNS,
  BatchWriter,
  type KernelSink,
  LOT_COLUMNS,
  POSTING_COLUMNS,
  SHORTFALL_COLUMNS,
  USE_COLUMNS,
} from './sink.ts';

const HIGHEST_NUMBER = 2 ** 31 - 1;

/** Writes rows to the sink, and lets none out that breaks an invariant. */
export class Output {
  nextUseNo: number;
  private readonly lots: BatchWriter<typeof LOT_COLUMNS>;
  private readonly uses: BatchWriter<typeof USE_COLUMNS>;
  private readonly shortfalls: BatchWriter<typeof SHORTFALL_COLUMNS>;
  private readonly postings: BatchWriter<typeof POSTING_COLUMNS>;
  private readonly accounts: BatchWriter<typeof ACCOUNT_COLUMNS>;

  constructor(sink: KernelSink, options: { firstUseNo: number; batchRows: number }) {
    const size = options.batchRows;
    this.nextUseNo = options.firstUseNo;
    this.lots = new BatchWriter(LOT_COLUMNS, size, (batch) => sink.lots(batch));
    this.uses = new BatchWriter(USE_COLUMNS, size, (batch) => sink.uses(batch));
    this.shortfalls = new BatchWriter(SHORTFALL_COLUMNS, size, (batch) => sink.shortfalls(batch));
    this.postings = new BatchWriter(POSTING_COLUMNS, size, (batch) => sink.postings(batch));
    this.accounts = new BatchWriter(ACCOUNT_COLUMNS, size, (batch) => sink.accounts(batch));
  }

  lot(pool: LotPool, lot: number, accountNo: number, expiresAt: number): void {
    const row = this.lots.next();
    const batch = this.lots.batch;
    const sums = lot * SUMS;
    const points = pool.points;
    batch.lotNo[row] = pool.lotNo[lot]!;
    batch.account[row] = accountNo;
    batch.openingEntry[row] = pool.openingEntry[lot]!;
    batch.childNo[row] = pool.childNo[lot]!;
    batch.parentLot[row] = pool.parentLot[lot]!;
    batch.originLot[row] = pool.originLot[lot]!;
    batch.originOpenedAt[row] = pool.originOpenedAt[lot]!;
    batch.openedAt[row] = pool.openedAt[lot]!;
    batch.availableAt[row] = pool.availableAt[lot]!;
    batch.expiresAt[row] = expiresAt;
    batch.isPending[row] = pool.state[lot] === LOT_STATE.pending ? 1 : 0;
    batch.opened[row] = points[sums + OPENED]!;
    batch.redeemed[row] = points[sums + USE.redeem]!;
    batch.expired[row] = points[sums + USE.expire]!;
    batch.transferred[row] = points[sums + USE.transfer]!;
    batch.reversed[row] = points[sums + USE.reverse]!;
    batch.forfeited[row] = points[sums + USE.forfeit]!;
    batch.adjusted[row] = points[sums + USE.adjust]!;
    batch.exchanged[row] = points[sums + USE.exchange]!;
    batch.debtRepaid[row] = points[sums + USE.debt_repaid]!;
    batch.restored[row] = points[sums + USE.restore]!;
    batch.remaining[row] = points[sums + REMAINING]!;
    checkLot(pool, lot);
  }

  /** A use; its account is the lot's. */
  use(
    pool: LotPool,
    lot: number,
    accountNo: number,
    type: number,
    points: number,
    entry: number,
    usedAt: number,
    causeEntry: number,
  ): void {
    if (this.nextUseNo > HIGHEST_NUMBER)
      throw new Error(`More than ${HIGHEST_NUMBER} uses: take more shards`);
    const row = this.uses.next();
    const batch = this.uses.batch;
    batch.useNo[row] = this.nextUseNo++;
    batch.account[row] = accountNo;
    batch.entry[row] = entry;
    batch.lot[row] = pool.lotNo[lot]!;
    batch.type[row] = type;
    batch.points[row] = points;
    batch.usedAt[row] = usedAt;
    batch.causeEntry[row] = causeEntry;
  }

  shortfall(accountNo: number, debt: Debt): void {
    const row = this.shortfalls.next();
    const batch = this.shortfalls.batch;
    batch.entry[row] = debt.entry;
    batch.account[row] = accountNo;
    batch.kind[row] = debt.kind;
    batch.points[row] = debt.points;
    batch.settled[row] = debt.settled;
    batch.cancelled[row] = debt.cancelled;
    batch.pointsExpiredBefore[row] = debt.expiredBefore;
  }

  /** An event that posted other points than it says; what was not there is a shortfall of kind excess too. */
  posting(accountNo: number, entry: number, posted: number, excess: number, isWhollyUnposted: boolean): void {
    const row = this.postings.next();
    const batch = this.postings.batch;
    batch.entry[row] = entry;
    batch.posted[row] = posted;
    batch.excess[row] = excess;
    batch.isWhollyUnposted[row] = isWhollyUnposted ? 1 : 0;
    if (excess === 0) return;
    const kind = SHORTFALL.excess;
    this.shortfall(accountNo, {
      entry,
      kind,
      points: excess,
      settled: 0,
      cancelled: 0,
      expiredBefore: 0,
      redemption: undefined,
    });
  }

  account(pool: AccountPool, account: number): void {
    checkAccount(pool, account);
    const row = this.accounts.next();
    const batch = this.accounts.batch;
    const sums = account * ACCOUNT_SUMS;
    const points = pool.sums;
    batch.account[row] = pool.accountNo[account]!;
    batch.available[row] = points[sums + SUM.available]!;
    batch.pending[row] = points[sums + SUM.pending]!;
    batch.debt[row] = points[sums + SUM.debt]!;
    batch.shortfall[row] = points[sums + SUM.shortfall]!;
    batch.earned[row] = points[sums + SUM.earned]!;
    batch.redeemed[row] = points[sums + SUM.redeemed]!;
    batch.expired[row] = points[sums + SUM.expired]!;
    batch.transferredIn[row] = points[sums + SUM.transferredIn]!;
    batch.transferredOut[row] = points[sums + SUM.transferredOut]!;
    batch.exchangedIn[row] = points[sums + SUM.exchangedIn]!;
    batch.exchangedOut[row] = points[sums + SUM.exchangedOut]!;
    batch.reversed[row] = points[sums + SUM.reversed]!;
    batch.restored[row] = points[sums + SUM.restored]!;
    batch.adjusted[row] = points[sums + SUM.adjusted]!;
    batch.forfeited[row] = points[sums + SUM.forfeited]!;
    batch.firstEventAt[row] = pool.firstEventAt[account]!;
    batch.lastEventAt[row] = pool.lastEventAt[account]!;
  }

  flush(): void {
    this.lots.flush();
    this.uses.flush();
    this.shortfalls.flush();
    this.postings.flush();
    this.accounts.flush();
  }
}

/** opened + restored = all uses + remaining, and nothing below zero or beyond exact integers. */
function checkLot(pool: LotPool, lot: number): void {
  const sums = lot * SUMS;
  let used = 0;
  let lowest = 0;
  for (let place: number = USE.redeem; place <= REMAINING; place++) {
    const points = pool.points[sums + place]!;
    if (place !== USE.restore) used += points;
    if (points < lowest) lowest = points;
  }
  const given = pool.points[sums + OPENED]! + pool.points[sums + USE.restore]!;
  if (given !== used || lowest < 0 || !Number.isSafeInteger(given)) {
    const points = pool.points.slice(sums, sums + SUMS).join(' ');
    throw new Error(
      `Lot ${pool.lotNo[lot]} of entry ${pool.openingEntry[lot]} does not conserve points: ${points}`,
    );
  }
}

/** The identity of an account's balance, over exact integers. */
function checkAccount(pool: AccountPool, account: number): void {
  const of = (place: number) => pool.sum(account, place);
  const balance = of(SUM.available) + of(SUM.pending) - of(SUM.debt);
  const brought =
    of(SUM.earned) + of(SUM.transferredIn) + of(SUM.exchangedIn) + of(SUM.restored) + of(SUM.adjusted);
  const taken =
    of(SUM.redeemed) +
    of(SUM.expired) +
    of(SUM.transferredOut) +
    of(SUM.exchangedOut) +
    of(SUM.reversed) +
    of(SUM.forfeited);
  const isExact = Number.isSafeInteger(brought) && Number.isSafeInteger(taken);
  const isSound =
    of(SUM.available) >= 0 && of(SUM.pending) >= 0 && of(SUM.debt) >= 0 && of(SUM.shortfall) >= 0;
  if (!isExact || !isSound || balance !== brought - taken + of(SUM.shortfall)) {
    const start = account * ACCOUNT_SUMS;
    const sums = pool.sums.slice(start, start + ACCOUNT_SUMS).join(' ');
    throw new Error(`Account number ${pool.accountNo[account]} does not balance: ${sums}`);
  }
}
