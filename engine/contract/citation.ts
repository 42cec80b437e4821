import { z } from 'zod';

/** A text in both languages of the product. */
export const Bilingual = z.strictObject({ zh: z.string().min(1), en: z.string().min(1) });
export type Bilingual = z.infer<typeof Bilingual>;

/**
 * How sure we are of a citation: the article was read in a full text (`verified`), or in a reprint or a paraphrase
 * (`secondary`), or is known from memory only (`unverified`); or the article was read but applying it to points is our
 * reading (`interpretation`). An audit report lists what is not verified.
 */
export const CitationStatus = z.enum(['verified', 'secondary', 'unverified', 'interpretation']);
export type CitationStatus = z.infer<typeof CitationStatus>;

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

/** What an authority may impose; a range in yuan, never summed over findings. */
export const Penalty = z.strictObject({
  law: Bilingual,
  article: z.string().min(1),
  effectiveFrom: day.nullable(),
  effectiveTo: day.nullable(),
  /** Yuan. */
  low: z.int().nonnegative(),
  high: z.int().positive(),
  /** How the range comes about, e.g. a multiple of illegal gains where there are any. */
  basis: Bilingual,
});
export type Penalty = z.infer<typeof Penalty>;

/** One article that a rule rests on, with the days between which it is in force. */
export const Citation = z.strictObject({
  law: Bilingual,
  /** Number of the promulgating order, where there is one. */
  number: z.string().nullable(),
  article: z.string().min(1),
  /** First local day in force; null: no date (a programme's own books and terms). */
  effectiveFrom: day.nullable(),
  /** First local day no longer in force. */
  effectiveTo: day.nullable(),
  /** What it says, in our words. */
  summary: Bilingual,
  status: CitationStatus,
  penalty: Penalty.nullable(),
});
export type Citation = z.infer<typeof Citation>;
