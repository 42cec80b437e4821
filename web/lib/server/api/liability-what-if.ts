import { createRoute, z } from '@hono/zod-openapi';
import { slide, type HeldPool } from '#engine/liability/slide.ts';
import type { BookReader } from '../book-reader.ts';
import { BookQuery, BookSchema, REFUSALS, resource } from './environment.ts';
import { asOfMonth, Money, programmeOf } from './liability-cells.ts';

const Amounts = z.object({ money: Money, contract_liability: Money, provision: Money });
const WhatIf = z
  .object({
    book: BookSchema,
    currency: z.string(),
    rate_bp: z.number().int(),
    value_percent: z.number().int(),
    wallets: z.array(
      z.object({
        wallet: z.string(),
        real: Amounts.openapi({ description: 'As the book has it' }),
        what_if: Amounts.openapi({ description: 'By the assumptions asked for; in no book' }),
      }),
    ),
    real: Amounts,
    what_if: Amounts,
  })
  .openapi('LiabilityWhatIf');

const route = createRoute({
  method: 'get',
  path: '/what-if',
  summary:
    'The liability if the redemption rate or the value of a point were different, exactly, from the book’s pools',
  request: {
    query: BookQuery.extend({
      programme: z.string().max(200).optional(),
      wallet: z.string().max(200).optional(),
      rate: z.coerce.number().int().min(-2000).max(2000).optional().openapi({
        description: 'Basis points of what was issued, added to the ultimate redemption rate',
      }),
      value: z.coerce.number().int().min(-90).max(200).optional().openapi({
        description: 'Per cent added to the cost of a point; moves the provision, never a past allocation',
      }),
    }),
  },
  responses: {
    200: { description: 'The what-if', content: { 'application/json': { schema: WhatIf } } },
    ...REFUSALS,
  },
});

/** `/liability/what-if` */
export const liabilityWhatIf = resource().openapi(route, async (context) => {
  const { book, programme, wallet, rate = 0, value = 0 } = context.req.valid('query');
  const body = await context.var.books.read(book, async (reader) => {
    const named = programmeOf(reader, programme);
    const pools = await heldPools(reader, named, wallet);
    const by = { rate: BigInt(rate) * 100n, value: BigInt(value) * 10_000n };
    const all = [...pools.values()].flat();
    return {
      book: reader.book,
      currency: reader.programmes.find(({ id }) => id === named)!.currency,
      rate_bp: rate,
      value_percent: value,
      wallets: [...pools].map(([name, held]) => ({
        wallet: name,
        real: amounts(slide(held, { rate: 0n, value: 0n })),
        what_if: amounts(slide(held, by)),
      })),
      real: amounts(slide(all, { rate: 0n, value: 0n })),
      what_if: amounts(slide(all, by)),
    };
  });
  return context.json(body, 200);
});

type Row = { wallet: string; treatment: string } & Record<
  'issued' | 'redeemed' | 'outstanding' | 'expected' | 'allocated',
  bigint
> & { cost: bigint | null };

/** Pools of wallets that have values, by wallet. */
async function heldPools(
  reader: BookReader,
  programme: string,
  wallet?: string,
): Promise<Map<string, HeldPool[]>> {
  const rows = await reader.rows<Row>(
    `select pool.wallet, pool.treatment, (pool.issued * 100)::bigint as issued, (pool.redeemed * 100)::bigint as redeemed,
       (pool.outstanding * 100)::bigint as outstanding, (pool.expected_total * 100)::bigint as expected,
       (pool.allocated * 10000)::bigint as allocated, (month_value.cost_per_point * 1000000)::bigint as cost
     from liability.pools as pool
     join liability.month_values as month_value on month_value.programme_id = pool.programme_id
       and month_value.wallet = pool.wallet and month_value.month = strptime($month, '%Y-%m')::date
     where pool.programme_id = $programme ${wallet ? 'and pool.wallet = $wallet' : ''}
       and pool.wallet in (select wallet from meta.point_values where programme_id = $programme)
     order by pool.wallet, pool.vintage, pool.kind`,
    { programme, month: asOfMonth(reader), ...(wallet ? { wallet } : {}) },
  );
  const pools = new Map<string, HeldPool[]>();
  for (const { wallet: name, expected, cost, ...held } of rows)
    pools.set(name, [...(pools.get(name) ?? []), { ...held, expectedTotal: expected, unitCost: cost }]);
  return pools;
}

function amounts(sums: { contractLiability: bigint; provision: bigint }): z.infer<typeof Amounts> {
  return {
    money: moneyText(sums.contractLiability + sums.provision),
    contract_liability: moneyText(sums.contractLiability),
    provision: moneyText(sums.provision),
  };
}

/** 1/10^4 of the currency unit as decimal text. */
function moneyText(units: bigint): string {
  const digits = (units < 0n ? -units : units).toString().padStart(5, '0');
  return `${units < 0n ? '-' : ''}${digits.slice(0, -4)}.${digits.slice(-4)}`;
}
