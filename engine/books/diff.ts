import { rows } from '../database.server.ts';
import { openBook } from './open.ts';

/** One figure of a programme and wallet in two books, and what lies between them. */
export interface Bridge {
  readonly programme_id: string;
  readonly wallet: string;
  readonly figure: string;
  readonly before: string;
  readonly after: string;
  readonly difference: string;
}

/** What two books have in common and what not. */
export interface BookDiff {
  readonly before: Side;
  readonly after: Side;
  readonly same_content: boolean;
  readonly figures: readonly Bridge[];
  /** Posted points and events that only one of the books has, by kind: what the difference of balances is made of. */
  readonly events: readonly {
    readonly programme_id: string;
    readonly wallet: string;
    readonly kind: string;
    readonly points_before: string;
    readonly points_after: string;
    readonly points_change: string;
  }[];
}

interface Side {
  readonly book_id: string;
  readonly as_of: string;
  readonly content_fingerprint: string;
}

const FIGURES = [
  'points_available',
  'points_pending',
  'points_debt',
  'points_balance',
  'earned',
  'redeemed',
  'expired',
] as const;

/**
 * Compares two books: each headline figure side by side, and the flows whose differences add up to that of the
 * balances. Books are opened one after the other; both are read-only.
 */
export async function diffBooks(beforePath: string, afterPath: string): Promise<BookDiff> {
  const before = await read(beforePath);
  const after = await read(afterPath);
  const wallets = [...new Set([...before.totals.keys(), ...after.totals.keys()])].sort();
  const figures = wallets.flatMap((key) =>
    FIGURES.map((figure) => {
      const old = before.totals.get(key)?.[figure] ?? '0.00';
      const now = after.totals.get(key)?.[figure] ?? '0.00';
      return { ...place(key), figure, before: old, after: now, difference: subtract(now, old) };
    }),
  );
  const kinds = [...new Set([...before.flows.keys(), ...after.flows.keys()])].sort();
  const events = kinds.map((key) => {
    const old = before.flows.get(key) ?? '0.00';
    const now = after.flows.get(key) ?? '0.00';
    return {
      ...place(key),
      kind: (JSON.parse(key) as string[])[2]!,
      points_before: old,
      points_after: now,
      points_change: subtract(now, old),
    };
  });
  return {
    before: before.side,
    after: after.side,
    same_content: before.side.content_fingerprint === after.side.content_fingerprint,
    figures,
    events: events.filter((each) => each.points_change !== '0.00'),
  };
}

/** The same as text for a terminal. */
export function describeDiff(diff: BookDiff): string {
  const head = `${diff.before.book_id.slice(0, 12)} (${diff.before.as_of}) → ${diff.after.book_id.slice(0, 12)} (${diff.after.as_of})`;
  if (diff.same_content) return `${head}\nBoth say the same: content ${diff.after.content_fingerprint}`;
  const figures = diff.figures
    .filter((each) => each.difference !== '0.00')
    .map(
      (each) =>
        `  ${each.programme_id}/${each.wallet} ${each.figure}: ${each.before} → ${each.after} (${each.difference})`,
    );
  const events = diff.events.map(
    (each) => `  ${each.programme_id}/${each.wallet} ${each.kind}: ${each.points_change}`,
  );
  return [head, 'Figures:', ...figures, 'Change of balance by kind of event:', ...events].join('\n');
}

interface Read {
  readonly side: Side;
  readonly totals: Map<string, Record<string, string>>;
  readonly flows: Map<string, string>;
}

async function read(path: string): Promise<Read> {
  const book = await openBook(path);
  try {
    const [side] = await rows<Side>(
      book.connection,
      'select book_id, as_of::varchar as as_of, content_fingerprint from meta.book',
    );
    const totals = await rows<Record<string, string>>(book.connection, 'select * from balances.totals');
    const flows = await rows<Record<string, string>>(
      book.connection,
      `select programme_id, wallet, kind, sum(points_change)::decimal(18, 2) as points from balances.flows
       group by all`,
    );
    return {
      side: side!,
      totals: new Map(totals.map((row) => [JSON.stringify([row.programme_id, row.wallet]), row])),
      flows: new Map(
        flows.map((row) => [JSON.stringify([row.programme_id, row.wallet, row.kind]), row.points!]),
      ),
    };
  } finally {
    book.close();
  }
}

function place(key: string): { programme_id: string; wallet: string } {
  const [programme_id, wallet] = JSON.parse(key) as [string, string];
  return { programme_id, wallet };
}

/** Difference of two decimals with two places, exactly. */
function subtract(left: string, right: string): string {
  const hundredths = (text: string) => BigInt(text.replace('.', ''));
  const difference = hundredths(left) - hundredths(right);
  const digits = String(difference < 0n ? -difference : difference).padStart(3, '0');
  return `${difference < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
