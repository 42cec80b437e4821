import { oneRow, rows } from '../../database.server.ts';
import type { Bilingual } from '../../contract/citation.ts';
import type { Claim } from '../../green/claim.ts';
import { sharingConsentsSql } from '../../green/leaderboard.ts';
import { readClaim } from '../../green/read-claim.ts';
import { SMALLEST_GROUP } from '../../green/suppress.ts';
import { UserError } from '../../user-error.ts';
import { programmeNames } from '../audit/audit-report.ts';
import { readRows } from '../book-rows.ts';
import type { Block, FigureTable, ReportDocument, Section } from '../document.ts';
import { readable } from '../number-text.ts';
import { readBookFacts } from '../report-head.ts';
import type { ReportSource } from '../report-source.ts';
import { sayIn, sqlWords } from '../words.ts';
import { claimBlocks, KILOGRAMS, kilogramColumns, rounded } from './claim-section.ts';
import { BEHAVIOUR_WORDS, TRACK_WORDS } from './green-words.ts';
import { readPoints } from './regional-cells.ts';

/** Whose acts a statement is about; conditions hold on contributions, bookings and flows alike. */
interface Holder {
  readonly kind: 'member' | 'enterprise' | 'household';
  readonly id: string;
  readonly where: string;
}

interface Sums {
  acts: bigint;
  kg: string | null;
  low: string | null;
  high: string | null;
}

/**
 * The green contribution of one member, a person or an enterprise, or of a household: what they did, what that is
 * estimated to have avoided and by which formula and factor, down to the purchase and its record, and the points it
 * earned. Of an enterprise's employees only totals of ten or more are told. To a household belongs what was done by whoever
 * belonged to it on that day.
 *
 * @throws UserError where the book has no green act of theirs, or the estimate lacks part of its basis.
 */
export async function contributionStatement(source: ReportSource): Promise<ReportDocument> {
  const { book, language } = source;
  const say = sayIn(language);
  const facts = await readBookFacts(source);
  const holder = await holderOf(source);
  const { id, where } = holder;
  const found = await oneRow<Sums & { rows: bigint }>(
    book.connection,
    `select count(*) as rows, coalesce(sum(count), 0)::bigint as acts, sum(kg_co2e)::varchar as kg, sum(low)::varchar as low,
       sum(high)::varchar as high
     from green.contributions ${where}`,
    { id },
  );
  if (found.rows === 0n)
    throw new UserError(
      `This book has no green act of ${holder.kind === 'household' ? 'household' : 'member'} ${id}; check the id, leading zeros count.`,
    );
  const claim = await readClaim((sql, named) => rows(book.connection, sql, named), where, { id });
  const points = await readPoints(source, where, { id });
  const whose = HOLDER_WORDS[holder.kind];
  return {
    kind: 'green',
    language,
    title: say(whose.title.zh, whose.title.en),
    subtitle: `${say(whose.name.zh, whose.name.en)} ${id} · ${await programmeNames(source)}`,
    head: facts.head,
    sections: [
      {
        id: 'summary',
        title: say('做了什么', 'What was done'),
        blocks: [
          { kind: 'paragraph', text: summary(source, facts.head.asOf, found) },
          {
            kind: 'paragraph',
            text: say(
              `由此获得绿色积分 ${readable(points.points_earned, 'points')}，使用 ${readable(points.points_used, 'points')}，赠与家人 ${readable(points.points_to_family, 'points')}。积分不是减排量；转赠积分不改变贡献。`,
              `It earned ${readable(points.points_earned, 'points')} green points; ${readable(points.points_used, 'points')} were used and ${readable(points.points_to_family, 'points')} given to family. Points are no quantity of emissions; passing them on does not move the contribution.`,
            ),
          },
          ...claimBlocks(claim, language, ''),
          await kindsTable(source, holder),
        ],
      },
      ...(holder.kind === 'household' ? [await membersSection(source, holder, claim)] : []),
      {
        id: 'acts',
        title: say('每一次行为', 'Every act'),
        blocks: [
          {
            kind: 'paragraph',
            tone: 'quiet',
            text: say(
              '每行：数量 × 每件每年节约量 ÷ 12 × 使用月数 = 用量；用量 × 因子 = 千克。退货以负数列出。每行注明原始记录。',
              'Each row: pieces × yearly saving of a piece ÷ 12 × months in use = units; units × factor = kilograms. Returns are negative. Each names its record.',
            ),
          },
          ...claimBlocks(claim, language, '').filter(({ kind }) => kind === 'facts'),
          await actsTable(source, holder),
        ],
      },
      ...(holder.kind === 'enterprise' ? [await employeesSection(source, id)] : []),
    ],
  };
}

const HOLDER_WORDS: Readonly<
  Record<Holder['kind'], { readonly name: Bilingual; readonly title: Bilingual }>
> = {
  member: {
    name: { zh: '会员', en: 'Member' },
    title: { zh: '会员绿色贡献对账单', en: 'Statement of green contribution of a member' },
  },
  enterprise: {
    name: { zh: '企业', en: 'Enterprise' },
    title: { zh: '企业绿色贡献对账单', en: 'Statement of green contribution of an enterprise' },
  },
  household: {
    name: { zh: '家庭', en: 'Household' },
    title: { zh: '家庭绿色贡献对账单', en: 'Statement of green contribution of a household' },
  },
};

async function holderOf({ book, memberId, householdId }: ReportSource): Promise<Holder> {
  if (householdId !== undefined)
    return { kind: 'household', id: householdId, where: 'where household_id = $id' };
  const id = memberId!;
  const { is_enterprise: isEnterprise } = await oneRow<{ is_enterprise: boolean }>(
    book.connection,
    `select exists(select 1 from data.members where member_id = $id and member_type = 'enterprise') as is_enterprise`,
    { id },
  );
  return { kind: isEnterprise ? 'enterprise' : 'member', id, where: 'where member_id = $id' };
}

function summary({ language }: ReportSource, asOf: string, { acts, kg, low, high }: Sums): string {
  const say = sayIn(language);
  const count = readable(String(acts), 'count');
  if (kg === null || low === null || high === null)
    return say(
      `截至 ${asOf}，共 ${count} 次绿色行为；没有可以估算的商品，只计次数。`,
      `As of ${asOf} there are ${count} green acts; no product among them can be estimated, they are counted only.`,
    );
  const text = (kilograms: string) => readable(rounded(kilograms), 'value');
  return say(
    `截至 ${asOf}，共 ${count} 次绿色行为；其中可以估算的商品在使用中估算避免排放 ${text(kg)} kg CO₂e（非核证），按替代因子为 ${text(low)} 至 ${text(high)}。`,
    `As of ${asOf} there are ${count} green acts; the products that can be estimated have avoided an estimated ${text(kg)} kg CO₂e while in use (not certified), ${text(low)} to ${text(high)} by alternative factors.`,
  );
}

async function kindsTable({ book, language }: ReportSource, { id, where }: Holder): Promise<FigureTable> {
  const say = sayIn(language);
  return {
    kind: 'table',
    id: 'by_behaviour',
    title: say('按行为', 'By behaviour'),
    columns: [
      { key: 'track', title: say('类型', 'Kind'), kind: 'text', width: 16 },
      { key: 'behaviour', title: say('行为', 'Behaviour'), kind: 'text', width: 18 },
      { key: 'acts', title: say('次数', 'Acts'), kind: 'count', width: 8 },
      { key: 'units', title: say('用量', 'Units'), kind: 'value', width: 12 },
      { key: 'unit', title: say('单位', 'Unit'), kind: 'text', width: 6 },
      ...kilogramColumns(language),
    ],
    rows: await readRows(
      book,
      `select ${sqlWords(TRACK_WORDS, 'track', language)}, ${sqlWords(BEHAVIOUR_WORDS, 'coalesce(category, behaviour)', language)},
         sum(count)::bigint, round(sum(units), 3)::decimal(18, 3), max(unit), round(sum(kg_co2e), 3)::decimal(18, 3),
         round(sum(low), 3)::decimal(18, 3), round(sum(high), 3)::decimal(18, 3)
       from green.contributions ${where} group by track, behaviour, category order by 6 desc nulls last, 1, 2`,
      { id },
    ),
  };
}

async function actsTable(
  { book, language }: ReportSource,
  { kind, id, where }: Holder,
): Promise<FigureTable> {
  const isHousehold = kind === 'household';
  const say = sayIn(language);
  return {
    kind: 'table',
    id: 'acts',
    title: '',
    columns: [
      { key: 'acted_on', title: say('日期', 'Day'), kind: 'day' },
      ...(isHousehold
        ? [{ key: 'member', title: say('会员', 'Member'), kind: 'text' as const, width: 12 }]
        : []),
      { key: 'behaviour', title: say('行为', 'Behaviour'), kind: 'text', width: 16 },
      { key: 'product', title: say('商品', 'Product'), kind: 'text', width: 22 },
      { key: 'quantity', title: say('数量', 'Pieces'), kind: 'value', width: 7 },
      { key: 'worked', title: say('每件每年', 'Per piece and year'), kind: 'text', width: 24 },
      { key: 'months', title: say('使用月数', 'Months in use'), kind: 'count', width: 7 },
      { key: 'units', title: say('用量', 'Units'), kind: 'value', width: 12 },
      { key: 'unit', title: say('单位', 'Unit'), kind: 'text', width: 6 },
      { key: 'factor', title: say('因子', 'Factor'), kind: 'text', width: 18 },
      {
        key: KILOGRAMS,
        title: say('估算避免排放', 'Estimated avoided emissions'),
        kind: 'value',
        unit: 'kg CO₂e',
      },
      { key: 'event_id', title: say('事件', 'Event'), kind: 'text', width: 12 },
      { key: 'record', title: say('原始记录', 'Record'), kind: 'text', width: 22 },
    ],
    rows: await readRows(
      book,
      `select booking.acted_on, ${isHousehold ? 'booking.member_id, ' : ''}${sqlWords(BEHAVIOUR_WORDS, 'coalesce(booking.category, booking.behaviour)', language)},
         product.name, sum(booking.quantity) filter (booking.used_in is null), any_value(saving.worked),
         nullif(count(booking.used_in), 0), round(sum(booking.units), 3)::decimal(18, 3), max(booking.unit),
         string_agg(distinct booking.factor_id, ', ' order by booking.factor_id),
         round(sum(booking.kg_co2e), 3)::decimal(18, 3), booking.event_id,
         concat(any_value(entry.source_file), ':', any_value(entry.source_record))
       from (select * from green.bookings ${where}) as booking
       join ledger.entries as entry on entry.entry_no = booking.entry_no
       left join (select programme_id, product_id, max(name) as name from data.products group by all) as product
         on product.programme_id = booking.programme_id and product.product_id = booking.product_id
       left join meta.green_savings as saving on saving.programme_id = booking.programme_id
         and saving.product_id = booking.product_id
       group by booking.acted_on, booking.member_id, booking.category, booking.behaviour, product.name, booking.entry_no, booking.event_id,
         booking.movement, booking.moved_by_event_id
       order by booking.acted_on, booking.entry_no, booking.movement, booking.moved_by_event_id`,
      { id },
    ),
    print: [
      {
        title: say('日期', 'Day'),
        keys: ['acted_on', ...(isHousehold ? ['member'] : []), 'event_id', 'record'],
        width: 22,
      },
      { title: say('行为', 'Behaviour'), keys: ['behaviour', 'product', 'worked'], width: 32 },
      { title: say('数量 × 月', 'Pieces × months'), keys: ['quantity', 'months'], width: 10, align: 'right' },
      { title: say('用量', 'Units'), keys: ['units', 'unit'], width: 12, align: 'right' },
      { title: 'kg CO₂e', keys: [KILOGRAMS, 'factor'], width: 22, align: 'right' },
    ],
  };
}

/**
 * What each member of a household contributed. It shows to one what another bought: so it says how many of them agreed to
 * share, and is to be handed out with the consent of all.
 */
async function membersSection(source: ReportSource, { id, where }: Holder, claim: Claim): Promise<Section> {
  const { book, language } = source;
  const say = sayIn(language);
  const { members, agreed } = await oneRow<{ members: bigint; agreed: bigint }>(
    book.connection,
    `select count(*) as members, count(consent.member_id) as agreed
     from (select distinct programme_id, member_id from green.contributions ${where}) as member
     left join (${sharingConsentsSql()}) as consent using (programme_id, member_id)`,
    { id },
  );
  const [all, some] = [members, agreed].map((number) => readable(String(number), 'count'));
  return {
    id: 'members',
    title: say('按成员', 'By member'),
    blocks: [
      {
        kind: 'paragraph',
        tone: agreed < members ? 'warning' : 'quiet',
        text: say(
          `有贡献的成员 ${all} 人，其中 ${some} 人在截至日同意“分享”。本单列出每名成员的购买；交给其中任何一人之前，应取得其他成员的同意。行为按当日所属家庭归属。`,
          `${all} members contributed; ${some} of them have a consent to sharing in force at the as-of date. This statement names what each of them bought: hand it to one of them with the consent of the others only. An act belongs to the household its member belonged to on that day.`,
        ),
      },
      ...claimBlocks(claim, language, '').filter(({ kind }) => kind === 'facts'),
      {
        kind: 'table',
        id: 'by_member',
        title: '',
        columns: [
          { key: 'member', title: say('会员', 'Member'), kind: 'text', width: 18 },
          { key: 'acts', title: say('次数', 'Acts'), kind: 'count', width: 8 },
          ...kilogramColumns(language),
        ],
        rows: await readRows(
          book,
          `select member_id, sum(count)::bigint, round(sum(kg_co2e), 3)::decimal(18, 3), round(sum(low), 3)::decimal(18, 3),
             round(sum(high), 3)::decimal(18, 3)
           from green.contributions ${where} group by programme_id, member_id order by 3 desc nulls last, 1`,
          { id },
        ),
      },
    ],
  };
}

/** What employees did is theirs: an enterprise is told how many acts it is, where ten or more of them are behind it. */
async function employeesSection(source: ReportSource, member: string): Promise<Section> {
  const say = sayIn(source.language);
  const found = await oneRow<{ members: bigint; acts: bigint }>(
    source.book.connection,
    `select count(distinct member_id) as members, coalesce(sum(count), 0)::bigint as acts from green.contributions
     where enterprise_id = $member and enterprise_part = 'employees'`,
    { member },
  );
  const isShown = found.members >= BigInt(SMALLEST_GROUP);
  const block: Block = {
    kind: 'paragraph',
    text: isShown
      ? say(
          `员工 ${readable(String(found.members), 'count')} 人共有 ${readable(String(found.acts), 'count')} 次绿色行为，属于员工本人，不计入上列数字。`,
          `${readable(String(found.members), 'count')} employees have ${readable(String(found.acts), 'count')} green acts; these are theirs and not part of the figures above.`,
        )
      : say(
          `员工的绿色行为属于员工本人，不计入上列数字；参与员工不足 ${SMALLEST_GROUP} 人，不列示。`,
          `What employees do is theirs and not part of the figures above; fewer than ${SMALLEST_GROUP} of them take part, so nothing is shown.`,
        ),
  };
  return { id: 'employees', title: say('员工', 'Employees'), blocks: [block] };
}
