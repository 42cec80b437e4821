import {
  CLAIM_STATEMENTS,
  requireComplete,
  type Claim,
  type ClaimFactor,
  type GroupClaim,
} from '../../green/claim.ts';
import type { Bilingual } from '../../contract/citation.ts';
import type { Block, FigureColumn, ReportDocument, Section } from '../document.ts';
import type { Language } from '../document.ts';
import { readable } from '../number-text.ts';
import { sayIn, wordOf, type Say } from '../words.ts';
import { BEHAVIOUR_WORDS, FACTOR_STATUS_WORDS } from './green-words.ts';

/** The key that a column of kilograms has in every report. */
export const KILOGRAMS = 'kg_co2e';

/** The columns of an estimate with its range. */
export function kilogramColumns(language: Language): readonly FigureColumn[] {
  const say = sayIn(language);
  const column = (key: string, zh: string, en: string): FigureColumn => ({
    key,
    title: say(zh, en),
    kind: 'value',
    unit: 'kg CO₂e',
  });
  return [
    column(KILOGRAMS, '估算避免排放', 'Estimated avoided emissions'),
    column('kg_low', '区间下限', 'Low'),
    column('kg_high', '区间上限', 'High'),
  ];
}

/**
 * What stands beside every total of avoided emissions: reference, functional unit, boundary, factors and years, that
 * negatives are included, and that it is apart from any inventory.
 *
 * @throws UserError where the claim lacks any of them.
 */
export function claimBlocks(given: Claim | GroupClaim, language: Language, suffix: string): readonly Block[] {
  const claim = requireComplete(given);
  const say = sayIn(language);
  const text = (both: Bilingual) => say(both.zh, both.en);
  const joined = (pick: (basis: Claim['bases'][number]) => Bilingual) =>
    claim.bases
      .map(
        (basis) =>
          `${wordOf(BEHAVIOUR_WORDS, basis.category, language)}${say('：', ': ')}${text(pick(basis))}`,
      )
      .join(say('；', '; ')) || say('没有可以估算的行为', 'nothing can be estimated');
  const facts = [
    { name: CLAIM_FACTS.reference, text: joined(({ reference }) => reference) },
    { name: CLAIM_FACTS.functional_unit, text: joined(({ functionalUnit }) => functionalUnit) },
    { name: CLAIM_FACTS.boundary, text: joined(({ boundary }) => boundary) },
    {
      name: CLAIM_FACTS.factor,
      text: `${factorYears(claim, say)}${'kg_other_year' in claim ? otherYears(claim, say) : ''}`,
    },
    {
      name: CLAIM_FACTS.negatives,
      text:
        text(CLAIM_STATEMENTS.negatives) +
        (claim.kg_negative === null
          ? say(
              '其中负值涉及的人太少，不列示。',
              ' How much is negative is not told, as few people are behind it.',
            )
          : `${say('其中负值 ', ' Of it negative: ')}${readable(rounded(claim.kg_negative), 'value')} kg${say('。', '.')}`),
    },
    { name: CLAIM_FACTS.inventory, text: text(CLAIM_STATEMENTS.inventory) },
    { name: CLAIM_FACTS.associated, text: text(CLAIM_STATEMENTS.associated) },
  ];
  const isOfGroup = 'kg_other_year' in claim;
  return [
    { kind: 'facts', facts: facts.map(({ name, text: said }) => ({ name: text(name), text: said })) },
    {
      kind: 'table',
      id: `factors${suffix}`,
      title: say('所用因子', 'Factors used'),
      columns: [
        { key: 'factor', title: say('因子', 'Factor'), kind: 'text', width: 30 },
        { key: 'value', title: say('数值', 'Value'), kind: 'value', width: 8 },
        { key: 'unit', title: say('单位', 'Unit'), kind: 'text', width: 12 },
        { key: 'year', title: say('年份', 'Year'), kind: 'text', width: 6 },
        { key: 'boundary', title: say('边界', 'Boundary'), kind: 'text', width: 30 },
        { key: 'citation', title: say('出处', 'Source'), kind: 'text', width: 34 },
        { key: 'status', title: say('状态', 'Status'), kind: 'text', width: 10 },
        ...(isOfGroup ? [] : gaveColumns(say)),
      ],
      rows: claim.factors.map((factor) => [
        text(factor.name),
        factor.value,
        factor.unit,
        String(factor.year),
        text(factor.boundary),
        text(factor.citation),
        wordOf(FACTOR_STATUS_WORDS, factor.status, language),
        ...(isTold(factor) ? [rounded(factor.kg), rounded(factor.kg_other_year)] : []),
      ]),
      print: [
        {
          title: say('因子、边界与出处', 'Factor, boundary, source'),
          keys: ['factor', 'boundary', 'citation'],
          width: 50,
        },
        { title: say('状态', 'Status'), keys: ['status'], width: 9 },
        { title: say('数值', 'Value'), keys: ['value', 'unit'], width: 11, align: 'right' },
        { title: say('年份', 'Year'), keys: ['year'], width: 6, align: 'right' },
        ...(isOfGroup
          ? []
          : [
              {
                title: say('以此估算 (kg CO₂e)', 'Estimated with it (kg CO₂e)'),
                keys: [KILOGRAMS],
                width: 13,
                align: 'right' as const,
              },
              {
                title: say('其中用于其他年份', 'of it for other years'),
                keys: ['kg_other_year'],
                width: 13,
                align: 'right' as const,
              },
            ]),
      ],
      empty: say('没有可以估算的行为，只有次数。', 'Nothing can be estimated; there are counts only.'),
    },
  ];
}

/** What a factor gave, for whoever may know it. */
function gaveColumns(say: Say): readonly FigureColumn[] {
  return [
    { key: KILOGRAMS, title: say('以此估算', 'Estimated with it'), kind: 'value', unit: 'kg CO₂e' },
    {
      key: 'kg_other_year',
      title: say('其中用于其他年份', 'of it for other years'),
      kind: 'value',
      unit: 'kg CO₂e',
    },
  ];
}

const isTold = (factor: object): factor is ClaimFactor => 'kg' in factor;

function otherYears({ kg_other_year: kilograms }: GroupClaim, say: Say): string {
  if (kilograms === null)
    return say(
      '。用其他年份因子的部分涉及的人太少，不列示',
      '. How much went by factors of other years is not told, as few people are behind it',
    );
  const text = readable(rounded(kilograms), 'value');
  return say(`。其中 ${text} kg 用的是其他年份的因子`, `. ${text} kg went by factors of other years`);
}

/** The factors' units and years in one line; the table of factors tells the rest. */
function factorYears({ factors }: Claim | GroupClaim, say: Say): string {
  const units = [...new Set(factors.map(({ unit }) => unit))];
  const years = (unit: string | null) =>
    [...new Set(factors.filter((factor) => factor.unit === unit).map(({ year }) => year))].sort();
  const lines = units.map((unit) => `${unit} ${years(unit).join(say('、', ', '))}`);
  if (lines.length === 0) return say('没有用到因子', 'no factor is used');
  return `${lines.join(say('；', '; '))}${say('（数值与出处见“所用因子”）', ' (values and sources: see “Factors used”)')}`;
}

/** The names of the facts that a claim consists of. */
export const CLAIM_FACTS: Readonly<
  Record<
    'reference' | 'functional_unit' | 'boundary' | 'factor' | 'negatives' | 'inventory' | 'associated',
    Bilingual
  >
> = {
  reference: { zh: '参照产品', en: 'Reference product' },
  functional_unit: { zh: '功能单位', en: 'Functional unit' },
  boundary: { zh: '边界', en: 'Boundary' },
  factor: { zh: '因子与年份', en: 'Factors and years' },
  negatives: { zh: '负值', en: 'Negatives' },
  inventory: { zh: '与清单的关系', en: 'Beside inventories' },
  associated: { zh: '与积分的关系', en: 'Beside points' },
};

/**
 * Lets a report through only where each section with kilograms states what they rest on.
 *
 * @throws Error that names the section and what it does not say.
 */
export function requireClaims(document: ReportDocument): ReportDocument {
  const names = Object.values(CLAIM_FACTS).map(({ zh, en }) => sayIn(document.language)(zh, en));
  for (const section of document.sections) {
    if (!hasKilograms(section)) continue;
    const said = section.blocks.flatMap((block) =>
      block.kind === 'facts' ? block.facts.filter(({ text }) => text.trim() !== '') : [],
    );
    const lacking = names.filter((name) => !said.some((fact) => fact.name === name));
    if (lacking.length > 0)
      throw new Error(`The section ${section.id} shows kilograms without saying: ${lacking.join(', ')}.`);
  }
  return document;
}

function hasKilograms({ blocks }: Section): boolean {
  return blocks.some((block) => block.kind === 'table' && block.columns.some(({ key }) => key === KILOGRAMS));
}

/** Kilograms of a report have three decimals, rounded half away from zero as text. */
export function rounded(kilograms: string): string {
  const [, sign, whole, fraction = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(kilograms) ?? [];
  if (whole === undefined) throw new Error(`${JSON.stringify(kilograms)} is no decimal.`);
  const thousandths =
    BigInt(whole + fraction.padEnd(3, '0').slice(0, 3)) + ((fraction[3] ?? '0') >= '5' ? 1n : 0n);
  const digits = String(thousandths).padStart(4, '0');
  return `${thousandths === 0n ? '' : sign}${digits.slice(0, -3)}.${digits.slice(-3)}`;
}
