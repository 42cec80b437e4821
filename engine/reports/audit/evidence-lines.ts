import { seenText } from '../../rules/seen-words.ts';
import type { Language } from '../document.ts';

/** A piece of evidence as the paper shows it. */
export interface Piece {
  readonly ordinal: number;
  readonly observed: string | null;
  readonly expected: string | null;
  /** Whom it is about and where it stands. */
  readonly place: string;
}

/**
 * The evidence of a finding, a line for each thing that was seen: pieces that say the same share a line, which names the
 * place of each. No piece is left out.
 *
 * @param pieces by ordinal
 */
export function evidenceLines(pieces: readonly Piece[], language: Language): string[] {
  const groups = new Map<
    string,
    { observed: string; expected: string; ordinals: number[]; places: string[] }
  >();
  for (const { ordinal, observed, expected, place } of pieces) {
    const key = JSON.stringify([observed, expected]);
    const group = groups.get(key) ?? {
      observed: seenText(observed ?? '', language),
      expected: seenText(expected ?? '', language),
      ordinals: [],
      places: [],
    };
    groups.set(key, group);
    group.ordinals.push(ordinal);
    if (place !== '' && !group.places.includes(place)) group.places.push(place);
  }
  const isChinese = language === 'zh-CN';
  return [...groups.values()].map(({ observed, expected, ordinals, places }) => {
    const seen = [
      ...(observed === '' || observed === '-'
        ? []
        : [isChinese ? `实际 ${observed}` : `observed ${observed}`]),
      ...(expected === '' || expected === '-'
        ? []
        : [isChinese ? `应为 ${expected}` : `expected ${expected}`]),
    ].join(isChinese ? '，' : ', ');
    const lead = `${isChinese ? '证据' : 'Evidence'} ${ranges(ordinals, isChinese ? '、' : ', ')}${isChinese ? '：' : ': '}`;
    // Many places are told apart by semicolons; one stands behind a dot as part of the line.
    return `${lead}${seen}${places.length ? `${seen ? ' · ' : ''}${places.join(isChinese ? '；' : '; ')}` : ''}`;
  });
}

/** `1–3, 7` for 1, 2, 3 and 7. */
function ranges(numbers: readonly number[], comma: string): string {
  const spans: [number, number][] = [];
  for (const number of numbers) {
    const last = spans.at(-1);
    if (last && number === last[1] + 1) last[1] = number;
    else spans.push([number, number]);
  }
  return spans.map(([from, to]) => (from === to ? String(from) : `${from}–${to}`)).join(comma);
}
