import type { PointEvent } from './event.ts';
import type { Output } from './output.ts';
import { Bed, type Plant } from './plants/bed.ts';
import { absoluteTerms } from './plants/absolute-terms.ts';
import { adverseClauseNotAcknowledged } from './plants/adverse-clause-not-acknowledged.ts';
import { awardAboveTerms } from './plants/award-above-terms.ts';
import { awardBelowTerms } from './plants/award-below-terms.ts';
import { b2bPointsToIndividuals } from './plants/b2b-points-to-individuals.ts';
import { balanceInterest } from './plants/balance-interest.ts';
import { balanceMismatch } from './plants/balance-mismatch.ts';
import { carbonPointsTransferred } from './plants/carbon-points-transferred.ts';
import { cardPointsWithoutSpend } from './plants/card-points-without-spend.ts';
import { cardSignupBonus } from './plants/card-signup-bonus.ts';
import { childDataWithoutConsent } from './plants/child-data-without-consent.ts';
import { conflictingDuplicate } from './plants/conflicting-duplicate.ts';
import { dataRequestOverdue } from './plants/data-request-overdue.ts';
import { dataSharedWithoutConsent } from './plants/data-shared-without-consent.ts';
import { differentPriceUndisclosed } from './plants/different-price-undisclosed.ts';
import { downlineReward } from './plants/downline-reward.ts';
import { drawInfoMissing } from './plants/draw-info-missing.ts';
import { drawProbabilityOff } from './plants/draw-probability-off.ts';
import { earnNotReversed } from './plants/earn-not-reversed.ts';
import { equityPoints } from './plants/equity-points.ts';
import { excessReversal } from './plants/excess-reversal.ts';
import { expiredByRestore } from './plants/expired-by-restore.ts';
import { expiredPointsUsed } from './plants/expired-points-used.ts';
import { expiryNotMatched } from './plants/expiry-not-matched.ts';
import { expiryReminderMissing } from './plants/expiry-reminder-missing.ts';
import { expiryShortened } from './plants/expiry-shortened.ts';
import { farmedGreenPoints } from './plants/farmed-green-points.ts';
import { finalInterpretationClause } from './plants/final-interpretation-clause.ts';
import { gamblingPoints } from './plants/gambling-points.ts';
import { greenCatalogueShare } from './plants/green-catalogue-share.ts';
import { greenClaimUnsupported } from './plants/green-claim-unsupported.ts';
import { greenPointsUncertified } from './plants/green-points-uncertified.ts';
import { inferiorReward } from './plants/inferior-reward.ts';
import { insuranceRebate } from './plants/insurance-rebate.ts';
import { lifetimePointsExpired } from './plants/lifetime-points-expired.ts';
import { marketingWithoutConsent } from './plants/marketing-without-consent.ts';
import { merchantExitUnhonoured } from './plants/merchant-exit-unhonoured.ts';
import { minorLargeRedemption } from './plants/minor-large-redemption.ts';
import { minorTargeted } from './plants/minor-targeted.ts';
import { noOptOut } from './plants/no-opt-out.ts';
import { noReturnClause } from './plants/no-return-clause.ts';
import { officialEndorsement } from './plants/official-endorsement.ts';
import { overdrawn } from './plants/overdrawn.ts';
import { paidMembershipCut } from './plants/paid-membership-cut.ts';
import { pointValueReduced } from './plants/point-value-reduced.ts';
import { pointsNotReturnedInKind } from './plants/points-not-returned-in-kind.ts';
import { pointsPrizeTermsMissing } from './plants/points-prize-terms-missing.ts';
import { prizeOverCap } from './plants/prize-over-cap.ts';
import { profilingWithoutBasis } from './plants/profiling-without-basis.ts';
import { prohibitedReward } from './plants/prohibited-reward.ts';
import { promotionChangedMidway } from './plants/promotion-changed-midway.ts';
import { pyramidStructure } from './plants/pyramid-structure.ts';
import { quasiPaymentPoints } from './plants/quasi-payment-points.ts';
import { raisedBeforeDiscount } from './plants/raised-before-discount.ts';
import { recordNotTraceable } from './plants/record-not-traceable.ts';
import { redemptionRefused } from './plants/redemption-refused.ts';
import { reserveFundsCommingled } from './plants/reserve-funds-commingled.ts';
import { retentionTooShort } from './plants/retention-too-short.ts';
import { returnRefusedForPoints } from './plants/return-refused-for-points.ts';
import { rewardUnavailable } from './plants/reward-unavailable.ts';
import { ruleVersionsNotKept } from './plants/rule-versions-not-kept.ts';
import { seniorMultiplierWrong } from './plants/senior-multiplier-wrong.ts';
import { sequenceGap } from './plants/sequence-gap.ts';
import { structuring } from './plants/structuring.ts';
import { terminationShortNotice } from './plants/termination-short-notice.ts';
import { termsChangeBelowBenchmark } from './plants/terms-change-below-benchmark.ts';
import { termsChangeBelowFloor } from './plants/terms-change-below-floor.ts';
import { termsChangeNotNotified } from './plants/terms-change-not-notified.ts';
import { termsContradictory } from './plants/terms-contradictory.ts';
import { termsElementMissing } from './plants/terms-element-missing.ts';
import { termsNotProminent } from './plants/terms-not-prominent.ts';
import { transferCollector } from './plants/transfer-collector.ts';
import { transferOutsideHousehold } from './plants/transfer-outside-household.ts';
import { transferRing } from './plants/transfer-ring.ts';
import { transferUnpaired } from './plants/transfer-unpaired.ts';
import { unconditionalClaim } from './plants/unconditional-claim.ts';
import { undisclosedExpiry } from './plants/undisclosed-expiry.ts';
import { unilateralChangeClause } from './plants/unilateral-change-clause.ts';
import { unmarkedAdvertisement } from './plants/unmarked-advertisement.ts';
import { unsafeRewardClause } from './plants/unsafe-reward-clause.ts';
import { unsourcedStatistic } from './plants/unsourced-statistic.ts';
import { upgradePromiseBroken } from './plants/upgrade-promise-broken.ts';
import { upliftMisstated } from './plants/uplift-misstated.ts';
import { valueGuaranteeNotHonoured } from './plants/value-guarantee-not-honoured.ts';
import { Random } from './random.ts';

/** Every plant, in the order of the catalogue of rules; a new one is a file in `plants/` and a line here. */
const PLANTS: readonly Plant[] = [
  termsElementMissing,
  termsNotProminent,
  undisclosedExpiry,
  expiryShortened,
  termsChangeBelowFloor,
  termsChangeBelowBenchmark,
  termsChangeNotNotified,
  adverseClauseNotAcknowledged,
  expiryReminderMissing,
  finalInterpretationClause,
  unilateralChangeClause,
  noReturnClause,
  termsContradictory,
  paidMembershipCut,
  terminationShortNotice,
  ruleVersionsNotKept,
  lifetimePointsExpired,
  pointValueReduced,
  valueGuaranteeNotHonoured,
  upgradePromiseBroken,
  redemptionRefused,
  awardBelowTerms,
  awardAboveTerms,
  seniorMultiplierWrong,
  merchantExitUnhonoured,
  unconditionalClaim,
  upliftMisstated,
  unsourcedStatistic,
  absoluteTerms,
  officialEndorsement,
  unmarkedAdvertisement,
  rewardUnavailable,
  promotionChangedMidway,
  raisedBeforeDiscount,
  prizeOverCap,
  drawInfoMissing,
  pointsPrizeTermsMissing,
  drawProbabilityOff,
  differentPriceUndisclosed,
  returnRefusedForPoints,
  pointsNotReturnedInKind,
  expiredByRestore,
  earnNotReversed,
  inferiorReward,
  unsafeRewardClause,
  prohibitedReward,
  insuranceRebate,
  cardSignupBonus,
  cardPointsWithoutSpend,
  reserveFundsCommingled,
  quasiPaymentPoints,
  balanceInterest,
  pyramidStructure,
  downlineReward,
  equityPoints,
  transferRing,
  transferCollector,
  structuring,
  farmedGreenPoints,
  gamblingPoints,
  b2bPointsToIndividuals,
  transferOutsideHousehold,
  carbonPointsTransferred,
  profilingWithoutBasis,
  noOptOut,
  marketingWithoutConsent,
  dataSharedWithoutConsent,
  minorTargeted,
  childDataWithoutConsent,
  minorLargeRedemption,
  dataRequestOverdue,
  greenPointsUncertified,
  greenClaimUnsupported,
  greenCatalogueShare,
  balanceMismatch,
  overdrawn,
  expiredPointsUsed,
  expiryNotMatched,
  transferUnpaired,
  excessReversal,
  conflictingDuplicate,
  sequenceGap,
  recordNotTraceable,
  retentionTooShort,
];

/** Wallets that exist for plants alone. */
export const PLANTED_WALLETS: Readonly<Record<string, unknown>> = Object.assign(
  {},
  ...PLANTS.map((plant) => plant.wallets ?? {}),
) as Record<string, unknown>;

/**
 * Writes what every plant brings. Each has its own stream of numbers, so that a further one changes no other.
 *
 * @param told gets the events, for the books
 */
export function plantAll(output: Output, seed: number, told: PointEvent[]): void {
  for (const { ruleId, plant } of PLANTS) {
    const stream = Random.of(seed, ...Buffer.from(ruleId));
    plant(new Bed(output, ruleId, stream, told));
  }
}
