import { AccountPool } from './account-pool.ts';
import type { WalletPolicy } from './codes.ts';
import type { Redemption } from './debt.ts';
import { LotHeap } from './lot-heap.ts';
import { LotPool } from './lot-pool.ts';
import { Output } from './output.ts';
import type { KernelSink } from './sink.ts';

/** A wallet's policy in the form in which the replay asks for it. */
export interface Policy {
  /** The engine expires lots at their expiry; else only booked expire events do. */
  isExpiryImplied: boolean;
  hasDebt: boolean;
  transferKeepsExpiry: boolean;
  restoresWithGrace: boolean;
  /** The heap that gives the spend order; undefined: the earliest expiry first. */
  spendsByOpening: LotHeap | undefined;
}

/** What a paired transfer_out took, while its transfer_in is still to come. */
export interface Passage {
  points: number;
  policy: number;
  /** The part that the sender did not have. */
  uncovered: number;
  parts: PassedLot[];
}

/** A part of a lot that goes over to another account; a copy, since the lot may be gone when it arrives. */
export interface PassedLot {
  points: number;
  lotNo: number;
  originLot: number;
  originOpenedAt: number;
  expiresAt: number;
  followsActivity: number;
}

/** Everything the kernel knows about the component it is replaying, and where it writes what it finds out. */
export class Replay {
  readonly accounts = new AccountPool();
  readonly lots = new LotPool();
  readonly byExpiry = new LotHeap(this.lots);
  readonly oldestFirst = new LotHeap(this.lots);
  readonly latestFirst = new LotHeap(this.lots, true);
  readonly output: Output;
  readonly policies: Policy[];
  /** By account number: the slot. */
  readonly accountSlots = new Map<number, number>();
  /** By entry of an earn that a later event names: its lot. */
  readonly namedEarns = new Map<number, number>();
  /** By entry of a redeem that a later event names: what it did. */
  readonly namedRedemptions = new Map<number, Redemption>();
  /** By pair number: points that have left and not arrived. */
  readonly passages = new Map<number, Passage>();
  nextLotNo: number;
  private latestSlot = 0;

  constructor(policies: WalletPolicy[], sink: KernelSink, options: ReplayOptions) {
    this.policies = policies.map((policy) => this.compile(policy));
    this.output = new Output(sink, options);
    this.nextLotNo = options.firstLotNo;
  }

  policyOf(account: number): Policy {
    return this.policies[this.accounts.policy[account]!]!;
  }

  /** The slot of an account, made when it is first met. */
  accountSlot(accountNo: number, policy: number): number {
    const { accounts } = this;
    // Most components have one account, and runs of one account's events are common in others.
    let account = this.latestSlot;
    if (account >= accounts.used || accounts.accountNo[account] !== accountNo) {
      account = this.accountSlots.get(accountNo) ?? this.addAccount(accountNo, policy);
      this.latestSlot = account;
    }
    if (accounts.policy[account] !== policy) throw new Error(`Account number ${accountNo} has two policies`);
    return account;
  }

  private addAccount(accountNo: number, policy: number): number {
    if (policy >= this.policies.length)
      throw new Error(`Account number ${accountNo} has no policy ${policy}`);
    const account = this.accounts.allocate(accountNo, policy);
    this.accountSlots.set(accountNo, account);
    return account;
  }

  /** What a redemption that is named later has done so far. */
  redemption(entry: number): Redemption {
    let redemption = this.namedRedemptions.get(entry);
    if (redemption === undefined) {
      redemption = { uses: [], debt: undefined };
      this.namedRedemptions.set(entry, redemption);
    }
    return redemption;
  }

  /** When a lot of the account expires, as things stand. */
  expiryOf(account: number, lot: number): number {
    return this.lots.followsActivity[lot] === 1
      ? this.accounts.deadline[account]!
      : this.lots.expiresAt[lot]!;
  }

  /** Forgets the component. */
  reset(): void {
    this.accounts.reset();
    this.lots.reset();
    for (const map of [this.accountSlots, this.namedEarns, this.namedRedemptions, this.passages]) clear(map);
  }

  private compile(policy: WalletPolicy): Policy {
    const heaps = { fefo: undefined, fifo: this.oldestFirst, lifo: this.latestFirst };
    return {
      isExpiryImplied: policy.expirySource !== 'booked',
      hasDebt: policy.overdraw === 'debt',
      transferKeepsExpiry: policy.transferKeepsExpiry,
      restoresWithGrace: policy.restore === 'grace',
      spendsByOpening: heaps[policy.spendOrder],
    };
  }
}

/** Clearing an empty map still costs as much as several events. */
function clear(map: Map<number, unknown>): void {
  if (map.size > 0) map.clear();
}

export interface ReplayOptions {
  firstLotNo: number;
  firstUseNo: number;
  batchRows: number;
}
