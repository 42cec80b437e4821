import type { Table } from './table.ts';
import { pointEvents } from './tables/point-events.ts';
import { members } from './tables/members.ts';
import { memberAttributes } from './tables/member-attributes.ts';
import { dependants } from './tables/dependants.ts';
import { tiers } from './tables/tiers.ts';
import { merchants } from './tables/merchants.ts';
import { products } from './tables/products.ts';
import { productAttributes } from './tables/product-attributes.ts';
import { valueNames } from './tables/value-names.ts';
import { catalogueItems } from './tables/catalogue-items.ts';
import { terms } from './tables/terms.ts';
import { earnRates } from './tables/earn-rates.ts';
import { notices } from './tables/notices.ts';
import { acknowledgements } from './tables/acknowledgements.ts';
import { promotions } from './tables/promotions.ts';
import { draws } from './tables/draws.ts';
import { advertisements } from './tables/advertisements.ts';
import { returns } from './tables/returns.ts';
import { redemptionRequests } from './tables/redemption-requests.ts';
import { referrals } from './tables/referrals.ts';
import { referralRewards } from './tables/referral-rewards.ts';
import { fundMovements } from './tables/fund-movements.ts';
import { reportedBalances } from './tables/reported-balances.ts';
import { glBalances } from './tables/gl-balances.ts';
import { pointValues } from './tables/point-values.ts';
import { settlementRates } from './tables/settlement-rates.ts';
import { consents } from './tables/consents.ts';
import { campaigns } from './tables/campaigns.ts';
import { campaignTargets } from './tables/campaign-targets.ts';
import { memberships } from './tables/memberships.ts';
import { dataShares } from './tables/data-shares.ts';
import { complaints } from './tables/complaints.ts';
import { dataRequests } from './tables/data-requests.ts';
import { greenFactors } from './tables/green-factors.ts';

/** Every table of a data set, `point_events` first; the order is that of the contract's pages. */
export const TABLES: readonly Table[] = [
  pointEvents,
  members,
  memberAttributes,
  dependants,
  tiers,
  merchants,
  products,
  productAttributes,
  valueNames,
  catalogueItems,
  terms,
  earnRates,
  notices,
  acknowledgements,
  promotions,
  draws,
  advertisements,
  returns,
  redemptionRequests,
  referrals,
  referralRewards,
  fundMovements,
  reportedBalances,
  glBalances,
  pointValues,
  settlementRates,
  consents,
  campaigns,
  campaignTargets,
  memberships,
  dataShares,
  complaints,
  dataRequests,
  greenFactors,
];

const BY_NAME = new Map(TABLES.map((table) => [table.name, table]));

/** The table of that name, or undefined where the contract has none. */
export function findTable(name: string): Table | undefined {
  return BY_NAME.get(name);
}
