import type { Bilingual } from '../contract/citation.ts';
import { UserError } from '../user-error.ts';
import type { FormulaId } from './formulae.ts';

/** What a category is measured against, per what, and how far the estimate reaches beyond its factor. */
export interface FormulaBasis {
  readonly category: string;
  readonly reference: Bilingual;
  readonly functionalUnit: Bilingual;
  readonly boundary: Bilingual;
}

const USE_ONLY: Bilingual = {
  zh: '仅使用阶段；不含生产、运输与废弃',
  en: 'use only; without manufacture, transport and disposal',
};

/** By formula: every one that gives kilograms has its basis here, or no report is made of it. */
export const FORMULA_BASES: Readonly<Record<FormulaId, Omit<FormulaBasis, 'category'>>> = {
  led_lamp: {
    reference: {
      zh: '被替换的灯，功率见商品属性',
      en: 'the lamp replaced, of the wattage stated with the product',
    },
    functionalUnit: { zh: '一只灯照明一年', en: 'one lamp lit for a year' },
    boundary: USE_ONLY,
  },
  grade_1_appliance: {
    reference: {
      zh: '同类参照机型，年耗电见商品属性',
      en: 'the reference model, of the yearly use stated with the product',
    },
    functionalUnit: { zh: '一台家电使用一年', en: 'one appliance used for a year' },
    boundary: USE_ONLY,
  },
  water_saving_fixture: {
    reference: {
      zh: '普通器具，年节水量见商品属性',
      en: 'an ordinary fixture, of the yearly saving stated with the product',
    },
    functionalUnit: { zh: '一件器具使用一年', en: 'one fixture used for a year' },
    boundary: {
      zh: '仅使用阶段的供水；不含热水的能耗',
      en: 'supply of the water not used; without energy for heating it',
    },
  },
};

/** A factor as a claim names it. */
export interface ClaimFactor {
  readonly factor_id: string;
  readonly name: Bilingual;
  /** Decimal text. */
  readonly value: string | null;
  readonly unit: string | null;
  readonly year: number | null;
  readonly region: string;
  readonly boundary: Bilingual;
  readonly citation: Bilingual;
  readonly status: string;
  /** Kilograms booked with it, exact decimal text. */
  readonly kg: string;
  /** Of them with years that are not the factor's own. */
  readonly kg_other_year: string;
}

/** All that a figure of avoided emissions rests on, to be printed beside it. */
export interface Claim {
  readonly bases: readonly FormulaBasis[];
  readonly factors: readonly ClaimFactor[];
  /** What products or refunds take back, included in the total. */
  readonly kg_negative: string;
}

/** A claim as it is printed of a group: kilograms that would tell of a few people are left out. */
export interface GroupClaim extends Pick<Claim, 'bases'> {
  readonly factors: readonly Omit<ClaimFactor, 'kg' | 'kg_other_year'>[];
  /** Null: not told. */
  readonly kg_negative: string | null;
  /** With factors of other years; null: not told. */
  readonly kg_other_year: string | null;
}

/** What a claim has to say; see measures.md, Green. */
export type ClaimPart = 'reference' | 'functional_unit' | 'boundary' | 'factor' | 'year';

export interface Lacking {
  readonly part: ClaimPart;
  /** Factor or category that lacks it. */
  readonly of: string;
}

/** What a claim fails to say; a figure that lacks anything is no figure to publish. */
export function lackingOf({ bases, factors }: Claim | GroupClaim): readonly Lacking[] {
  const says = ({ zh, en }: Bilingual) => zh.trim() !== '' && en.trim() !== '';
  const lacks = (holds: boolean, part: ClaimPart, of: string): Lacking[] => (holds ? [] : [{ part, of }]);
  return [
    ...bases.flatMap((basis) => [
      ...lacks(says(basis.reference), 'reference', basis.category),
      ...lacks(says(basis.functionalUnit), 'functional_unit', basis.category),
      ...lacks(says(basis.boundary), 'boundary', basis.category),
    ]),
    ...factors.flatMap((factor) => [
      ...lacks(says(factor.boundary), 'boundary', factor.factor_id),
      ...lacks(!!factor.value && !!factor.unit && says(factor.citation), 'factor', factor.factor_id),
      ...lacks(!!factor.year, 'year', factor.factor_id),
    ]),
  ];
}

const PART_WORDS: Readonly<Record<ClaimPart, string>> = {
  reference: 'a reference product',
  functional_unit: 'a functional unit',
  boundary: 'a boundary',
  factor: 'a value with its unit and source',
  year: 'a year',
};

/**
 * Lets only a complete claim through.
 *
 * @throws UserError that names what is lacking, and of what.
 */
export function requireComplete<Stated extends Claim | GroupClaim>(claim: Stated): Stated {
  const lacking = lackingOf(claim);
  if (lacking.length === 0) return claim;
  const named = lacking.map(({ part, of }) => `${of} lacks ${PART_WORDS[part]}`).join('; ');
  throw new UserError(
    `No report is made of avoided emissions whose basis is not stated: ${named}. Complete the row of green_factors (boundary, source, year), ingest it and compute again.`,
  );
}

/** Printed with every total, whatever it is of. */
export const CLAIM_STATEMENTS: Readonly<Record<'negatives' | 'inventory' | 'associated', Bilingual>> = {
  negatives: {
    zh: '负值已计入合计：退货冲回，以及能耗高于参照的商品。',
    en: 'Negative results are included in the total: refunds taken back, and products that take more than their reference.',
  },
  inventory: {
    zh: '估算避免排放，非核证；独立于任何温室气体排放清单，不得抵减清单，不得作为碳信用出售。',
    en: 'Estimated avoided emissions, not certified; apart from any greenhouse gas inventory, not to be set against one, nor sold as credits.',
  },
  associated: {
    zh: '与所列购买相关联，并非由积分引起；不同持有方对同一千克的主张不得相加。',
    en: 'Associated with the purchases listed and not caused by points; claims of several holders to the same kilogram are never added up.',
  },
};
