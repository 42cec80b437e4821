import { rows, type DuckDBConnection } from '../database.server.ts';
import { groupedBy } from '../grouped-by.ts';
import type { ChoiceCount } from '../redemption/indifference.ts';

/** The members of `redemption.preference_counts` under one name, of whichever kind. */
export interface PreferenceCount {
  readonly programme_id: string;
  readonly wallet: string;
  readonly dimension: string;
  readonly segment: string;
  readonly level: string;
  readonly key: string;
  readonly members_affordable: number;
  readonly members_chosen: number;
  readonly members_redeemed: number;
  readonly redemptions: number;
  /** Whole hundredths. */
  readonly points: bigint;
}

/** What is known of a reward, a category, a kind or a merchant over all members. */
export interface NameFacts {
  /** Redemptions in the twelve months to the as-of date and in the twelve before; whole months. */
  readonly recent: number;
  readonly previous: number;
  /** Redemptions by quarter of the year, over whole years back from the as-of date. */
  readonly quarters: readonly number[];
  /** Value of a point in 1/10^6, weighted by points redeemed; null where no price in money is known. */
  readonly value: bigint | null;
}

/** What is known of one reward. */
export interface RewardFacts {
  readonly name: string | null;
  readonly category: string | null;
  readonly kind: string | null;
  readonly merchant: string | null;
  readonly isGreen: boolean;
  readonly isCatalogued: boolean;
  /** On offer at the as-of date, in stock or not. */
  readonly isCurrent: boolean;
  readonly isInStock: boolean;
  /** Cost of a point in it and in the wallet's books. */
  readonly costPerPoint: number | null;
  readonly bookedCost: number | null;
}

export const keyOf = (...parts: readonly (string | null)[]): string => JSON.stringify(parts);

/** Counts come as bigint; here they are far below 2^53. */
const plain = <Row extends Record<string, unknown>>(row: Row): Row =>
  Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name,
      typeof value === 'bigint' && name !== 'points' ? Number(value) : value,
    ]),
  ) as Row;

export async function readPreferenceCounts(connection: DuckDBConnection): Promise<PreferenceCount[]> {
  const found = await rows<PreferenceCount & Record<string, unknown>>(
    connection,
    `select programme_id, wallet, dimension, segment, level, key,
       coalesce(sum(members) filter (where can_afford), 0)::bigint as members_affordable,
       coalesce(sum(members) filter (where has_chosen), 0)::bigint as members_chosen,
       coalesce(sum(members) filter (where has_redeemed), 0)::bigint as members_redeemed,
       sum(redemptions)::bigint as redemptions, (sum(points) * 100)::hugeint as points
     from redemption.preference_counts group by all
     order by programme_id, wallet, dimension, segment, level, key`,
  );
  return found.map(plain);
}

/** Choices by programme, wallet, level and name. */
export async function readChoices(connection: DuckDBConnection): Promise<Map<string, ChoiceCount[]>> {
  const found = await rows<
    ChoiceCount & { programme_id: string; wallet: string; level: string; key: string } & Record<
        string,
        unknown
      >
  >(connection, 'select * from redemption.choice_counts order by all');
  return groupedBy(found.map(plain), (row) => keyOf(row.programme_id, row.wallet, row.level, row.key));
}

/** Accounts by programme, wallet, trait and segment. */
export async function readSizes(connection: DuckDBConnection): Promise<Map<string, number>> {
  const found = await rows<{
    programme_id: string;
    wallet: string;
    dimension: string;
    segment: string;
    members: bigint;
  }>(connection, 'select * from redemption.segment_sizes order by all');
  return new Map(
    found.map((row) => [
      keyOf(row.programme_id, row.wallet, row.dimension, row.segment),
      Number(row.members),
    ]),
  );
}

/** A common table expression `named`: redemptions of a month under each name they go by; '' under `all` is the wallet. */
const NAMED = `named as (
  select month.programme_id, month.wallet, month.month, month.item_id, month.redemptions, month.points,
    unnest(['all', 'item', 'category', 'kind', 'merchant']) as level,
    unnest(['', month.item_id, fact.category, fact.kind, fact.merchant_id]) as key
  from redemption.months as month
  left join posting.item_facts as fact on fact.programme_id = month.programme_id and fact.item_id = month.item_id
)`;

/** By programme, wallet, level and name; level `all` with the name '' is the whole wallet. */
export async function readNames(connection: DuckDBConnection): Promise<Map<string, NameFacts>> {
  const found = await rows<{
    programme_id: string;
    wallet: string;
    level: string;
    key: string;
    recent: bigint;
    previous: bigint;
    quarters: bigint[];
    worth: bigint | null;
    valued: bigint | null;
  }>(
    connection,
    `with ${NAMED},
     worth as (
       select programme_id, wallet, item_id, arg_max(value_per_point, (coalesce(valid_from, '-infinity'::timestamptz), points_price)) as value
       from catalogue.items where value_per_point is not null group by all
     ),
     placed as (
       select named.*, worth.value,
         month_no((programme.as_of + 1)::date) - 1 - month_no(named.month) as months_ago,
         month_no((programme.as_of + 1)::date) - month_no(start.starts_on) as months_kept
       from named join meta.programmes as programme using (programme_id)
       join posting.ledger_starts as start using (programme_id)
       left join worth on worth.programme_id = named.programme_id and worth.wallet = named.wallet
         and worth.item_id = named.item_id
       where named.key is not null
     )
     select programme_id, wallet, level, key,
       coalesce(sum(redemptions) filter (where months_ago between 0 and 11), 0)::bigint as recent,
       coalesce(sum(redemptions) filter (where months_ago between 12 and 23), 0)::bigint as previous,
       [coalesce(sum(redemptions) filter (where quarter(month) = 1 and months_ago between 0 and months_kept // 12 * 12 - 1), 0)::bigint,
        coalesce(sum(redemptions) filter (where quarter(month) = 2 and months_ago between 0 and months_kept // 12 * 12 - 1), 0)::bigint,
        coalesce(sum(redemptions) filter (where quarter(month) = 3 and months_ago between 0 and months_kept // 12 * 12 - 1), 0)::bigint,
        coalesce(sum(redemptions) filter (where quarter(month) = 4 and months_ago between 0 and months_kept // 12 * 12 - 1), 0)::bigint]
         as quarters,
       sum((points * 100)::hugeint * (value * 1000000)::hugeint) filter (where value is not null) as worth,
       sum((points * 100)::hugeint) filter (where value is not null) as valued
     from placed group by all order by programme_id, wallet, level, key`,
  );
  return new Map(
    found.map((row) => [
      keyOf(row.programme_id, row.wallet, row.level, row.key),
      {
        recent: Number(row.recent),
        previous: Number(row.previous),
        quarters: row.quarters.map(Number),
        value: row.worth !== null && row.valued ? (2n * row.worth + row.valued) / (2n * row.valued) : null,
      },
    ]),
  );
}

/** By programme, wallet and reward: everything that was ever on offer or redeemed. */
export async function readRewards(connection: DuckDBConnection): Promise<Map<string, RewardFacts>> {
  const found = await rows<{
    programme_id: string;
    wallet: string | null;
    item_id: string;
    name: string | null;
    category: string | null;
    kind: string | null;
    merchant_id: string | null;
    is_green: boolean | null;
    is_catalogued: boolean;
    is_current: boolean | null;
    is_in_stock: boolean | null;
    cost_per_point: string | null;
    booked_cost: string | null;
  }>(
    connection,
    `with offered as (
       select programme_id, wallet, item_id, bool_or(is_current) as is_current,
         bool_or(is_current and stock_out_at is null) as is_in_stock,
         max(cost_per_point) filter (where is_current) as cost_per_point
       from catalogue.items group by all
     ),
     redeemed as (select distinct programme_id, wallet, item_id from redemption.months where item_id is not null),
     everything as (
       select programme_id, wallet, item_id from offered union select programme_id, wallet, item_id from redeemed
     ),
     booked as (
       select programme_id, wallet, arg_max(cost_per_point, valid_from) as booked_cost from meta.point_values group by all
     )
     select everything.programme_id, everything.wallet, everything.item_id, fact.name, fact.category, fact.kind,
       fact.merchant_id, fact.is_green, fact.is_catalogued, offered.is_current, offered.is_in_stock,
       offered.cost_per_point, booked.booked_cost
     from everything
     join posting.item_facts as fact on fact.programme_id = everything.programme_id and fact.item_id = everything.item_id
     left join offered on offered.programme_id = everything.programme_id and offered.item_id = everything.item_id
       and offered.wallet is not distinct from everything.wallet
     left join booked on booked.programme_id = everything.programme_id and booked.wallet = everything.wallet
     order by everything.programme_id, everything.wallet, everything.item_id`,
  );
  return new Map(
    found.map((row) => [
      keyOf(row.programme_id, row.wallet, row.item_id),
      {
        name: row.name,
        category: row.category,
        kind: row.kind,
        merchant: row.merchant_id,
        isGreen: row.is_green ?? false,
        isCatalogued: row.is_catalogued,
        isCurrent: row.is_current ?? false,
        isInStock: row.is_in_stock ?? false,
        costPerPoint: row.cost_per_point === null ? null : Number(row.cost_per_point),
        bookedCost: row.booked_cost === null ? null : Number(row.booked_cost),
      },
    ]),
  );
}

/** Median days from affordable to redeemed, by programme, wallet, level and name; a member of several days counts once each. */
export async function readDelays(connection: DuckDBConnection): Promise<Map<string, number>> {
  const found = await rows<{
    programme_id: string;
    wallet: string;
    level: string;
    key: string;
    days: number;
    members: bigint;
  }>(
    connection,
    `with named as (
       select delay.programme_id, delay.wallet, delay.days, delay.members,
         unnest(['item', 'category', 'kind', 'merchant']) as level,
         unnest([delay.item_id, fact.category, fact.kind, fact.merchant_id]) as key
       from redemption.delays as delay
       left join posting.item_facts as fact on fact.programme_id = delay.programme_id and fact.item_id = delay.item_id
     )
     select programme_id, wallet, level, key, days, sum(members)::bigint as members from named
     where key is not null group by all order by programme_id, wallet, level, key, days`,
  );
  const medians = new Map<string, number>();
  for (const [key, own] of groupedBy(found, (row) =>
    keyOf(row.programme_id, row.wallet, row.level, row.key),
  )) {
    const half = own.reduce((sum, { members }) => sum + Number(members), 0) / 2;
    let passed = 0;
    medians.set(key, own.find(({ members }) => (passed += Number(members)) >= half)!.days);
  }
  return medians;
}
