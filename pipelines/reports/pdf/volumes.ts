import type { PrintableBlock, PrintableSection } from './printable.ts';

/**
 * Characters of one PDF. Typst holds the whole document in memory, some 200 bytes a character in records and three times
 * that in tables: so much stays well under a gigabyte. Longer reports become several PDFs.
 */
export const VOLUME_CHARACTERS = 3_000_000;
/** What a row costs beside its text. */
const ROW = 60;
const TABLE_FACTOR = 3;

/** Cuts sections into volumes between rows; each goes on with the section and table it was in, nothing is left out. */
export function volumesOf(
  sections: readonly PrintableSection[],
  most = VOLUME_CHARACTERS,
): PrintableSection[][] {
  const volumes: { -readonly [Key in keyof PrintableSection]: PrintableSection[Key] }[][] = [[]];
  let used = 0;
  for (const section of sections) {
    volumes.at(-1)!.push({ ...section, blocks: [] });
    for (const block of section.blocks) {
      for (const piece of piecesOf(block, most)) {
        if (used > 0 && used + piece.cost > most) {
          volumes.push([{ ...section, blocks: [] }]);
          used = 0;
        }
        used += piece.cost;
        const open = volumes.at(-1)!.at(-1)!;
        open.blocks = joined(open.blocks, piece.block);
      }
    }
  }
  return volumes;
}

/** A block, or its rows in pieces of at most a hundredth of a volume. */
function* piecesOf(block: PrintableBlock, most: number): Generator<{ block: PrintableBlock; cost: number }> {
  const { rows } = block;
  const factor = block.kind === 'table' ? TABLE_FACTOR : 1;
  if (!rows || rows.length === 0) {
    yield { block, cost: JSON.stringify(block).length };
    return;
  }
  let from = 0;
  let cost = 0;
  for (let index = 0; index < rows.length; index += 1) {
    cost += factor * (ROW + rows[index]!.reduce((sum, cell) => sum + cell.length, 0));
    const isLast = index === rows.length - 1;
    if (cost < most / 100 && !isLast) continue;
    // Totals and notes belong to the end of the table.
    const rest = isLast ? {} : { totals: null, note: null };
    yield { block: { ...block, ...rest, rows: rows.slice(from, index + 1) }, cost };
    from = index + 1;
    cost = 0;
  }
}

/** Adds a piece of a table to what there is of it already. */
function joined(blocks: readonly PrintableBlock[], piece: PrintableBlock): PrintableBlock[] {
  const before = blocks.at(-1);
  if (before?.rows && piece.rows && isSameTable(before, piece))
    return [...blocks.slice(0, -1), { ...piece, rows: [...before.rows, ...piece.rows] }];
  return [...blocks, piece];
}

/** Pieces of one block share its list of headings, or are records of one section, which follow one another. */
function isSameTable(left: PrintableBlock, right: PrintableBlock): boolean {
  return left.kind === right.kind && left.heads === right.heads;
}
