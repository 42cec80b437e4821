import { answerOf, apiClient, type ApiClient, type Answer } from '$lib/api.ts';
import { parametersOf } from '$lib/reader.ts';
import type { PageLoad } from './$types';

type Cell = Answer<ApiClient['liability']['triangle']['$get']>['rows'][number];
const PAGE = 1000;

export const load: PageLoad = async ({ fetch, url, parent }) => {
  const { programmes } = await parent();
  const query = parametersOf(url);
  const programme = programmes.find(({ id }) => id === query.programme) ?? programmes[0];
  const wallet = query.wallet ?? programme?.wallets[0]?.id ?? '';
  const { liability } = apiClient(fetch);
  const scope = { programme: query.programme, book: query.book, wallet };
  const all = { query: { ...scope, limit: String(PAGE) } };
  const [totals, vintages, effects, tests, calendar, months, dormancy, triangle] = await Promise.all([
    answerOf(liability.estimates.$get({ query: { ...all.query, grain: 'total' } })),
    answerOf(liability.estimates.$get({ query: { ...all.query, grain: 'vintage', order: 'asc' } })),
    answerOf(liability.sensitivity.$get(all)),
    answerOf(liability['back-test'].$get(all)),
    answerOf(liability['calendar-year-tests'].$get(all)),
    answerOf(liability['calendar-years'].$get(all)),
    answerOf(liability.dormancy.$get(all)),
    allCells(),
  ]);
  return {
    ...{ query, wallet, programme: programme?.id ?? '' },
    ...{ totals, vintages, effects, tests, triangle },
    ...{ calendar: calendar.rows, months: months.rows, dormancy: dormancy.rows[0] },
  };

  async function allCells(): Promise<Cell[]> {
    const cells: Cell[] = [];
    for (;;) {
      const found = await answerOf(
        liability.triangle.$get({ query: { ...all.query, offset: String(cells.length) } }),
      );
      cells.push(...found.rows);
      if (cells.length >= found.total || found.rows.length === 0) return cells;
    }
  }
};
