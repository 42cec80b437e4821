import type { RuleGroup } from '../group.ts';
import { REWARDS_EQUIVALENTS } from './equivalents.ts';
import { rule as returnRefusedForPoints } from './return-refused-for-points/rule.ts';
import { cases as returnRefusedForPointsCases } from './return-refused-for-points/cases.ts';
import { rule as pointsNotReturnedInKind } from './points-not-returned-in-kind/rule.ts';
import { cases as pointsNotReturnedInKindCases } from './points-not-returned-in-kind/cases.ts';
import { rule as expiredByRestore } from './expired-by-restore/rule.ts';
import { cases as expiredByRestoreCases } from './expired-by-restore/cases.ts';
import { rule as earnNotReversed } from './earn-not-reversed/rule.ts';
import { cases as earnNotReversedCases } from './earn-not-reversed/cases.ts';
import { rule as inferiorReward } from './inferior-reward/rule.ts';
import { cases as inferiorRewardCases } from './inferior-reward/cases.ts';
import { rule as unsafeRewardClause } from './unsafe-reward-clause/rule.ts';
import { cases as unsafeRewardClauseCases } from './unsafe-reward-clause/cases.ts';
import { rule as prohibitedReward } from './prohibited-reward/rule.ts';
import { cases as prohibitedRewardCases } from './prohibited-reward/cases.ts';
import { rule as insuranceRebate } from './insurance-rebate/rule.ts';
import { cases as insuranceRebateCases } from './insurance-rebate/cases.ts';

/** Do members get, and give back, what the law of goods owes them? */
export const REWARDS: RuleGroup = {
  id: 'rewards',
  title: { zh: '兑换的商品', en: 'Redeemed goods' },
  equivalents: REWARDS_EQUIVALENTS,
  rules: [
    [returnRefusedForPoints, returnRefusedForPointsCases],
    [pointsNotReturnedInKind, pointsNotReturnedInKindCases],
    [expiredByRestore, expiredByRestoreCases],
    [earnNotReversed, earnNotReversedCases],
    [inferiorReward, inferiorRewardCases],
    [unsafeRewardClause, unsafeRewardClauseCases],
    [prohibitedReward, prohibitedRewardCases],
    [insuranceRebate, insuranceRebateCases],
  ],
};
