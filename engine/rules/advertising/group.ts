import type { RuleGroup } from '../group.ts';
import { ADVERTISING_EQUIVALENTS } from './equivalents.ts';
import { rule as unconditionalClaim } from './unconditional-claim/rule.ts';
import { cases as unconditionalClaimCases } from './unconditional-claim/cases.ts';
import { rule as upliftMisstated } from './uplift-misstated/rule.ts';
import { cases as upliftMisstatedCases } from './uplift-misstated/cases.ts';
import { rule as unsourcedStatistic } from './unsourced-statistic/rule.ts';
import { cases as unsourcedStatisticCases } from './unsourced-statistic/cases.ts';
import { rule as absoluteTerms } from './absolute-terms/rule.ts';
import { cases as absoluteTermsCases } from './absolute-terms/cases.ts';
import { rule as officialEndorsement } from './official-endorsement/rule.ts';
import { cases as officialEndorsementCases } from './official-endorsement/cases.ts';
import { rule as unmarkedAdvertisement } from './unmarked-advertisement/rule.ts';
import { cases as unmarkedAdvertisementCases } from './unmarked-advertisement/cases.ts';
import { rule as rewardUnavailable } from './reward-unavailable/rule.ts';
import { cases as rewardUnavailableCases } from './reward-unavailable/cases.ts';
import { rule as promotionChangedMidway } from './promotion-changed-midway/rule.ts';
import { cases as promotionChangedMidwayCases } from './promotion-changed-midway/cases.ts';
import { rule as raisedBeforeDiscount } from './raised-before-discount/rule.ts';
import { cases as raisedBeforeDiscountCases } from './raised-before-discount/cases.ts';
import { rule as prizeOverCap } from './prize-over-cap/rule.ts';
import { cases as prizeOverCapCases } from './prize-over-cap/cases.ts';
import { rule as drawInfoMissing } from './draw-info-missing/rule.ts';
import { cases as drawInfoMissingCases } from './draw-info-missing/cases.ts';
import { rule as pointsPrizeTermsMissing } from './points-prize-terms-missing/rule.ts';
import { cases as pointsPrizeTermsMissingCases } from './points-prize-terms-missing/cases.ts';
import { rule as drawProbabilityOff } from './draw-probability-off/rule.ts';
import { cases as drawProbabilityOffCases } from './draw-probability-off/cases.ts';
import { rule as differentPriceUndisclosed } from './different-price-undisclosed/rule.ts';
import { cases as differentPriceUndisclosedCases } from './different-price-undisclosed/cases.ts';

/** Is what was promised in public true, complete and priced honestly? */
export const ADVERTISING: RuleGroup = {
  id: 'advertising',
  title: { zh: '广告与价格', en: 'Advertising and price' },
  equivalents: ADVERTISING_EQUIVALENTS,
  rules: [
    [unconditionalClaim, unconditionalClaimCases],
    [upliftMisstated, upliftMisstatedCases],
    [unsourcedStatistic, unsourcedStatisticCases],
    [absoluteTerms, absoluteTermsCases],
    [officialEndorsement, officialEndorsementCases],
    [unmarkedAdvertisement, unmarkedAdvertisementCases],
    [rewardUnavailable, rewardUnavailableCases],
    [promotionChangedMidway, promotionChangedMidwayCases],
    [raisedBeforeDiscount, raisedBeforeDiscountCases],
    [prizeOverCap, prizeOverCapCases],
    [drawInfoMissing, drawInfoMissingCases],
    [pointsPrizeTermsMissing, pointsPrizeTermsMissingCases],
    [drawProbabilityOff, drawProbabilityOffCases],
    [differentPriceUndisclosed, differentPriceUndisclosedCases],
  ],
};
