/**
 * The joins that give `merchant_name` and `item_name` (of the item's latest version) beside the ids of a query's rows.
 *
 * @param rows alias with `merchant_id` and `item_id`
 * @param owner alias with `programme_id`
 */
export function givenNames(rows: string, owner: string): { columns: string; joins: string } {
  return {
    columns: 'merchant.name as merchant_name, item.name as item_name',
    joins: `left join data.merchants as merchant
        on merchant.programme_id = ${owner}.programme_id and merchant.merchant_id = ${rows}.merchant_id
      left join (
        select programme_id, item_id, max_by(name, valid_from) as name from data.catalogue_items group by all
      ) as item on item.programme_id = ${owner}.programme_id and item.item_id = ${rows}.item_id`,
  };
}
