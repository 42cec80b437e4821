import { describe, expect, it } from 'vitest';
import { evidenceLines } from '#engine/reports/audit/evidence-lines.ts';
import { seenText } from '#engine/rules/seen-words.ts';

describe('evidence on paper', () => {
  it('puts the words of rules into the language of the report and leaves what the data say', () => {
    expect(seenText('missing: prize_scope, prize_limits', 'zh-CN')).toBe('缺少：使用范围、使用限制');
    expect(seenText('missing: prize_scope, prize_limits', 'en')).toBe(
      'missing: where it may be used, limits of use',
    );
    expect(seenText('transfer_in E5', 'zh-CN')).toBe('转入 E5');
    expect(seenText('现金红包', 'en')).toBe('现金红包');
    expect(seenText('prize_scope, =1+1', 'zh-CN')).toBe('prize_scope, =1+1');
  });

  it('says once what several pieces say, and names every piece and place', () => {
    const piece = (ordinal: number, observed: string, place: string) => ({
      ordinal,
      observed,
      expected: '30',
      place,
    });
    expect(
      evidenceLines(
        [
          piece(1, '3', 'P1'),
          piece(2, '3', 'P2'),
          piece(3, '4', 'P3'),
          piece(4, '3', 'P2'),
          piece(5, '3', ''),
        ],
        'en',
      ),
    ).toEqual([
      'Evidence 1–2, 4–5: observed 3, expected 30 · P1; P2',
      'Evidence 3: observed 4, expected 30 · P3',
    ]);
  });
});
