import { rows } from '../../../database.server.ts';
import type { Search } from '../../search.ts';
import { referralForest } from '../referral-forest.ts';

/**
 * Leaves `posting.referral_links` (one row per member who brought another or was brought) and `posting.referral_levels`
 * (the top of the member's tree and the level in it).
 */
export const search: Search = {
  queries: ['links'],
  async run(connection, { links }) {
    await connection.run(`create or replace table posting.referral_links as ${links}`);
    const found = await rows<{ referrer_node: number }>(
      connection,
      'select referrer_node from posting.referral_links order by node',
    );
    const { roots, levels } = referralForest(Int32Array.from(found, (each) => each.referrer_node));
    await connection.run(
      'create or replace table posting.referral_levels (node integer, root_node integer, level integer)',
    );
    const appender = await connection.createAppender('referral_levels', 'main', 'posting');
    for (let node = 0; node < roots.length; node++) {
      for (const value of [node, roots[node]!, levels[node]!]) appender.appendInteger(value);
      appender.endRow();
    }
    appender.closeSync();
  },
};
