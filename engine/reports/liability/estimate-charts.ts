import { estimatesChart, type VintageEstimate } from '../../charts/estimates.ts';
import { rows } from '../../database.server.ts';
import type { ChartBlock } from '../document.ts';
import { readable } from '../number-text.ts';
import type { ReportSource } from '../report-source.ts';
import { nameOfWallet, walletNames } from '../wallet-names.ts';
import { sayIn, wordOf } from '../words.ts';
import type { Scope } from './liability-tables.ts';
import { METHOD_WORDS } from './liability-words.ts';

interface Found {
  wallet: string;
  method: string;
  vintage: string;
  redeemed: number;
  rate: number | null;
  error: number | null;
}

/** For each wallet with a triangle: what is redeemed of each vintage, and its estimated end with two standard errors. */
export async function estimateCharts(source: ReportSource, { programme }: Scope): Promise<ChartBlock[]> {
  const say = sayIn(source.language);
  const found = await rows<Found>(
    source.book.connection,
    `select wallet, method, strftime(vintage, '%Y-%m') as vintage, redeemed / issued as redeemed, rate,
       standard_error / issued as error
     from liability.estimates where programme_id = $programme and is_chosen and issued > 0
       and method not in ('booked', 'no_breakage') order by wallet, vintage`,
    { programme },
  );
  const names = await walletNames(source);
  const wallets = [...new Set(found.map(({ wallet }) => wallet))];
  return wallets.map((wallet): ChartBlock => {
    const own = found.filter((each) => each.wallet === wallet);
    const name = nameOfWallet(names, source.language, programme, wallet);
    const marks: VintageEstimate[] = own;
    const method = wordOf(METHOD_WORDS, own[0]!.method, source.language);
    return {
      kind: 'chart',
      title: say(
        `${name}：各发放月份已兑换与最终兑换率（${method}，±2 个标准误）`,
        `${name}: redeemed and ultimate rate by vintage (${method}, ± 2 standard errors)`,
      ),
      height: 190,
      option: (setting) =>
        estimatesChart(
          marks,
          {
            redeemed: say('已兑换', 'Redeemed'),
            rate: say('最终兑换率', 'Ultimate rate'),
            error: say('标准误', 'Standard error'),
            percent: (rate) => readable(rate.toFixed(4), 'share'),
          },
          setting,
        ),
    };
  });
}
