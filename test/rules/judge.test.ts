import { expect, it } from 'vitest';
import { UserError } from '#engine/user-error.ts';
import { bookOf } from '#test/support/book.ts';

const event = (
  event_id: string,
  member_id: string,
  event_type: string,
  points: string,
  more: object = {},
) => ({
  event_id,
  member_id,
  event_type,
  points,
  occurred_at: '2024-03-05 10:00:00',
  ...more,
});
const terms = (more: object = {}) => ({
  terms_id: 'T1',
  published_at: '2020-01-01',
  effective_from: '2020-02-01',
  validity_kind: null,
  full_text: '最终解释权归商家所有。',
  ...more,
});
const TWELVE_MONTHS = { base: { validity: [{ from: '2000-01-01', months: 12 }] } };
const configured = (more: object = {}) => ({
  configuration: { programmes: [{ id: 'p', wallets: TWELVE_MONTHS, ...more }] },
  asOf: '2026-06-30',
});

/** Members who overdraw, hold points that expired under silent terms, and send points into nothing. */
const FAULTY = {
  point_events: Array.from({ length: 12 }, (_, index) => `M${index}`).flatMap((member) => [
    event(`E-${member}`, member, 'earn', '100'),
    event(`F-${member}`, member, 'earn', '40', { occurred_at: '2024-04-05 10:00:00', balance_after: '141' }),
    event(`R-${member}`, member, 'redeem', member === 'M3' ? '300' : '60', {
      occurred_at: '2024-05-05 10:00:00',
    }),
    event(`T-${member}`, member, 'transfer_out', '5', {
      occurred_at: '2024-06-05 10:00:00',
      counterparty_member_id: 'M0',
    }),
  ]),
  terms: [terms()],
};

it('finds the same with the same ids and evidence, in however many shards', async () => {
  const options = {
    ...configured(),
    rules: ['overdrawn', 'balance-mismatch', 'undisclosed-expiry', 'transfer-unpaired'],
  };
  const whole = await bookOf(FAULTY, { ...options, shards: 1 });
  const parts = await bookOf(FAULTY, { ...options, shards: 5 });
  expect(parts.summary.content_fingerprint).toBe(whole.summary.content_fingerprint);
  const [silent] = await parts.query<{ members: bigint; evidence_rows: bigint }>(
    `select members, evidence_rows from rules.findings where rule_id = 'undisclosed-expiry'`,
  );
  expect([silent!.members, silent!.evidence_rows].map(Number)).toEqual([11, 11]);
  const located = await parts.query<{ located: bigint; all: bigint }>(
    `select count(source_record) as located, count(*) as "all" from rules.evidence where entry_no is not null`,
  );
  expect(located[0]!.located).toBe(located[0]!.all);
});

it('keeps the id of a finding in a book that knows more', async () => {
  const ids = async (events: object[]) => {
    const book = await bookOf(
      { point_events: events as typeof FAULTY.point_events },
      { ...configured(), rules: ['overdrawn'] },
    );
    return book.query<{ finding_id: string }>('select finding_id from rules.findings order by all');
  };
  const before = await ids(FAULTY.point_events);
  const after = await ids([...FAULTY.point_events, event('E-new', 'M99', 'earn', '7')]);
  expect(before).toHaveLength(2);
  expect(after).toEqual(before);
});

it('reports a rule that fails as failed, and lets the others judge', async () => {
  const book = await bookOf(
    { point_events: [event('E1', 'M1', 'earn', '100')], terms: [terms()] },
    {
      ...configured({
        rule_parameters: { 'final-interpretation-clause': { pattern: { value: '(', reason: 'a slip' } } },
      }),
      rules: ['final-interpretation-clause', 'undisclosed-expiry'],
    },
  );
  expect(book.summary.rule_outcomes).toEqual({ pass: 0, findings: 1, not_evaluable: 0, failed: 1 });
  const [failed] = await book.query<{ missing: string }>(
    `select missing from rules.runs where outcome = 'failed'`,
  );
  expect(failed!.missing).toMatch(/missing \)/);
});

it('refuses parameters that no rule has, before any work is done', async () => {
  const book = (rule_parameters: object) =>
    bookOf({ point_events: [event('E1', 'M1', 'earn', '100')] }, configured({ rule_parameters }));
  const one = { value: 1, reason: 'r' };
  await expect(book({ 'no-such-rule': { days: one } })).rejects.toThrow(UserError);
  await expect(book({ 'terms-change-below-floor': { weeks: one } })).rejects.toThrow(/floor_days/);
  await expect(
    book({ 'terms-change-below-floor': { floor_days: { value: 'seven', reason: 'r' } } }),
  ).rejects.toThrow(/takes a number/);
});

it('names the law and the fines of the day on which it happened', async () => {
  const judged = async (effective_to: string) => {
    const book = await bookOf(
      {
        point_events: [event('E1', 'M1', 'earn', '100', { occurred_at: '2024-12-05 10:00:00' })],
        terms: [
          terms({ earn_conditions: 'x', accumulation_rule: 'x', redemption_method: 'x', effective_to }),
        ],
      },
      { ...configured(), rules: ['terms-element-missing'] },
    );
    const [finding] = await book.query<{ law: string[]; penalty_high: string | null; explanation: string }>(
      `select list(concat(law_zh, article) order by citation_no) as law, any_value(penalty_high) as penalty_high,
         any_value(explanation) as explanation
       from (
         select *, unnest(from_json(citations, '["INTEGER"]')) as citation_no from rules.findings
       ) join (select * exclude (penalty_high) from rules.citations) using (rule_id, citation_no)`,
    );
    return finding!;
  };
  const before = await judged('2024-06-30');
  expect(before.law).toEqual(['中华人民共和国消费者权益保护法8、20、26']);
  expect(before.penalty_high).toBeNull();
  const after = await judged('2024-08-30');
  expect(after.law).toHaveLength(2);
  expect(after.penalty_high).toBe('300000.0000');
  expect(after.explanation).toBe(
    'T1/base 的规则没有写明：有效期。会员无从得知怎样获得、积累、使用积分或积分多久有效。',
  );
});
