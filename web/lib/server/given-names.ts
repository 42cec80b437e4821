import type { Scope } from '#pipelines/people/scope.ts';

/**
 * The joins that give `merchant_name` and `item_name` (of the item's latest version) beside the ids of a query's rows.
 *
 * @param rows alias with `merchant_id` and `item_id`
 * @param owner alias with `programme_id`
 * @param scope of the viewer: rewards belong to no region, so that one who is limited to some has their ids alone
 */
export function givenNames(rows: string, owner: string, scope: Scope): { columns: string; joins: string } {
  const merchants = `left join data.merchants as merchant
        on merchant.programme_id = ${owner}.programme_id and merchant.merchant_id = ${rows}.merchant_id`;
  if (scope.regions)
    return { columns: 'merchant.name as merchant_name, null::varchar as item_name', joins: merchants };
  return {
    columns: 'merchant.name as merchant_name, item.name as item_name',
    joins: `${merchants}
      left join (
        select programme_id, item_id, max_by(name, valid_from) as name from data.catalogue_items group by all
      ) as item on item.programme_id = ${owner}.programme_id and item.item_id = ${rows}.item_id`,
  };
}
