import type { Answer, ApiClient } from '$lib/api.ts';

type Claim = Answer<ApiClient['green']['claim']['$get']>;
type Text = { readonly zh: string; readonly en: string };

/** How a language joins things that stand beside each other, and names of one thing. */
export interface Joints {
  readonly between: string;
  readonly names: string;
  readonly colon: string;
}

export const JOINTS: Readonly<Record<'zh-CN' | 'en', Joints>> = {
  'zh-CN': { between: '；', names: '、', colon: '：' },
  en: { between: '; ', names: ', ', colon: ': ' },
};

/** What the categories of a claim say of one thing, in one line; those that say the same say it once. */
export function saidByCategory(
  claim: Claim,
  part: 'reference' | 'functionalUnit' | 'boundary',
  say: (text: Text) => string,
  category: (id: string) => string,
  joints: Joints,
): string {
  const texts = new Map<string, string[]>();
  for (const basis of claim.bases) {
    const text = say(basis[part]);
    texts.set(text, [...(texts.get(text) ?? []), category(basis.category)]);
  }
  if (texts.size === 1) return [...texts.keys()].join('');
  return [...texts]
    .map(([text, names]) => `${names.join(joints.names)}${joints.colon}${text}`)
    .join(joints.between);
}

/** The years of the factors that were used, by what a factor counts: `kgCO2/kWh 2022, 2023`. */
export function factorYears(claim: Claim, joints: Joints): string {
  const years = new Map<string, Set<number>>();
  for (const { unit, year } of claim.factors)
    if (unit && year) years.set(unit, (years.get(unit) ?? new Set()).add(year));
  return [...years]
    .map(([unit, of]) => `${unit} ${[...of].sort((left, right) => left - right).join(joints.names)}`)
    .join(joints.between);
}
