import { z } from 'zod';

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const day = z.string().regex(DAY, 'a day like 2024-01-31');
/** ISO 8601 durations of whole days, the only unit a tolerance of expiry needs. */
const days = z.string().regex(/^P\d+D$/, 'a duration of whole days like P2D');

/** How long points of a wallet last that are earned from `from` on. */
export const Validity = z.union([
  z.strictObject({ from: day, lifetime: z.literal(true) }),
  z.strictObject({ from: day, months: z.int().positive() }),
  z.strictObject({ from: day, calendar_year_end_plus_months: z.int().nonnegative() }),
  z.strictObject({ from: day, months_since_last_activity: z.int().positive() }),
]);
export type Validity = z.infer<typeof Validity>;

export const Wallet = z.strictObject({
  names: z.record(z.string(), z.string()).optional(),
  spend_order: z.enum(['fefo', 'fifo', 'lifo']).default('fefo'),
  validity: z
    .array(Validity)
    .min(1)
    .default([{ from: '1970-01-01', lifetime: true }]),
  expiry_source: z.enum(['implied', 'booked', 'both']).default('implied'),
  expiry_tolerance: days.default('P2D'),
  overdraw: z.enum(['debt', 'floor']).default('debt'),
  transfer: z.enum(['none', 'household', 'any']).default('any'),
  transfer_keeps_expiry: z.boolean().default(true),
  restore: z
    .union([z.literal('original_expiry'), z.strictObject({ grace_days: z.int().nonnegative() })])
    .default('original_expiry'),
  balance_after_means: z.enum(['available', 'with_pending']).default('available'),
  regime: z.enum(['shenzhen_carbon']).optional(),
});
export type Wallet = z.infer<typeof Wallet>;

const Entity = z.string().regex(/^(operator|merchant:.+)$/, '`operator` or `merchant:<id>`');
const Role = z.enum(['principal', 'agent']);

/** How the ultimate redemption of a wallet is estimated; `booked` takes `point_values.booked_redemption_rate`. */
export const EstimationMethod = z.enum(['additive', 'chain_ladder', 'bornhuetter_ferguson', 'booked']);
export type EstimationMethod = z.infer<typeof EstimationMethod>;

/**
 * What points were given for, which decides how they are accounted for: part of a sale or bought themselves (contract
 * liability), given away, for a service, a referral, or promised at the sale (provision), usable only against a future
 * sale (nothing until used).
 */
export const PointKind = z.enum([
  'sale',
  'purchased',
  'promised',
  'free',
  'service',
  'referral',
  'offset_only',
]);
export type PointKind = z.infer<typeof PointKind>;

/** Beyond the oldest observed age of a triangle. */
export const Tail = z.enum(['all_outstanding', 'exponential']);
export type Tail = z.infer<typeof Tail>;

/**
 * The test that redemption is remote (IFRS 15 B46): of the accounts that held points and neither earned nor redeemed for
 * `months`, and whose later fate has been watched for `follow_up_months` at least, so few redeemed again that the upper
 * bound of their share (one-sided `confidence`) lies under `remote_below`.
 */
const Dormancy = z.strictObject({
  months: z.int().positive().default(24),
  follow_up_months: z.int().nonnegative().default(12),
  remote_below: z.number().gt(0).lt(1).default(0.05),
  confidence: z.number().gt(0.5).lt(1).default(0.95),
});
export type DormancyPolicy = z.infer<typeof Dormancy>;

/** Accounting policies that a controller signs; every one is printed in the report. */
export const Liability = z.strictObject({
  entity: Entity.default('operator'),
  default_role: Role.default('principal'),
  roles: z
    .array(z.strictObject({ merchant_id: z.string().optional(), wallet: z.string().optional(), role: Role }))
    .default([]),
  journal: z.enum(['reclassify', 'full']).default('reclassify'),
  account_codes: z.record(z.string(), z.string()).default({}),
  material_right_threshold: z.number().nonnegative().optional(),
  methods: z.record(z.string(), EstimationMethod).default({}),
  /** Vintages of a wallet with fewer complete months than this are estimated by Bornhuetter–Ferguson; default none. */
  young_vintages: z.record(z.string(), z.int().nonnegative()).default({}),
  /** What is expected beyond the oldest observed age: all that is left (default), or redemption that goes on to fade. */
  tails: z.record(z.string(), Tail).default({}),
  /** What the sale of points is measured by; `issuer` is for the operator of a coalition. */
  transaction_price: z.enum(['sale', 'issuer']).default('sale'),
  /** With `issuer`: merchants that are the entity itself, so that their sales are its own. */
  own_merchants: z.array(z.string()).default([]),
  /**
   * Wallets whose points another operator runs and answers for: whoever hands them out does so as its agent and owes it
   * their price as they are issued (settlement_rates), with no liability afterwards. `operator` is its name.
   */
  points_of_others: z
    .array(z.strictObject({ wallet: z.string().min(1), operator: z.string().min(1) }))
    .default([]),
  /** How points are accounted for, by wallet and reason; the first entry that fits counts, before the defaults. */
  point_kinds: z
    .array(z.strictObject({ wallet: z.string().optional(), reason: z.string().optional(), kind: PointKind }))
    .default([]),
  /** Share of the points outstanding at the oldest observed age that will never be redeemed; default none (B46). */
  breakage_of_lifetime: z.record(z.string(), z.number().min(0).max(1)).default({}),
  /** When redemption counts as remote, which is what such breakage asks for. */
  dormancy: Dormancy.prefault({}),
});
export type Liability = z.infer<typeof Liability>;

/** A parameter of a rule set otherwise than the rule has it; the reason is shown wherever the rule is. */
const Override = z.strictObject({
  value: z.union([z.number(), z.string(), z.boolean()]),
  reason: z.string().min(1),
});

/** A window or threshold of marketing set otherwise than the workbench has it; the reason is shown where it is used. */
const MarketingOverride = z.strictObject({ value: z.int().min(1).max(100_000), reason: z.string().min(1) });

/** What the estimates of avoided emissions assume, where a product does not say; shown beside every total. */
export const Green = z.strictObject({
  lamp_hours_per_year: z
    .strictObject({ value: z.int().min(0).max(8784), reason: z.string().min(1) })
    .optional(),
});
export type Green = z.infer<typeof Green>;

export const Programme = z.strictObject({
  id: z.string().min(1),
  names: z.record(z.string(), z.string()).optional(),
  time_zone: z.string().refine(isTimeZone, 'an IANA time zone like Asia/Shanghai').default('Asia/Shanghai'),
  currency: z.string().length(3).default('CNY'),
  operator: z
    .strictObject({
      kinds: z.array(z.enum(['platform', 'merchant', 'payment_institution', 'bank'])).default([]),
      member_count: z.int().nonnegative().optional(),
      started_on: day.optional(),
    })
    .optional(),
  promised_shares: z.record(z.string(), z.number()).optional(),
  /** Per source: a pattern whose first group is a dense number, e.g. `^E(\d+)$`. */
  id_patterns: z.record(z.string(), z.string().refine(isPattern, 'a regular expression')).optional(),
  liability: Liability.optional(),
  green: Green.optional(),
  rule_parameters: z.record(z.string(), z.record(z.string(), Override)).optional(),
  /** By name of the policy, as the register of the marketing pages shows it. */
  marketing_parameters: z.record(z.string(), MarketingOverride).optional(),
  wallets: z.record(z.string(), Wallet).default(() => ({ base: Wallet.parse({}) })),
});
export type Programme = z.infer<typeof Programme>;

/** `programme.yaml`: who runs which programme under which rules. */
export const Configuration = z.strictObject({
  programmes: z
    .array(Programme)
    .min(1)
    .refine((list) => new Set(list.map((each) => each.id)).size === list.length, 'programme ids must differ')
    .default(() => [Programme.parse({ id: 'default' })]),
});
export type Configuration = z.infer<typeof Configuration>;

/** The configuration that holds where a workspace has no `programme.yaml`. */
export const DEFAULT_CONFIGURATION: Configuration = Configuration.parse({});

/** The policy of a wallet; one that the configuration does not name has the defaults. */
export function walletPolicy(programme: Programme | undefined, wallet: string): Wallet {
  return programme?.wallets[wallet] ?? Wallet.parse({});
}

/**
 * The configuration as one string: defaults filled in, keys sorted, so that two files that say the same compare equal
 * and give the same book.
 */
export function canonicalConfiguration(configuration: Configuration): string {
  return JSON.stringify(sortKeys(Configuration.parse(configuration)));
}

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, inner]) => inner !== undefined)
      .sort(([left], [right]) => (left < right ? -1 : 1))
      .map(([key, inner]) => [key, sortKeys(inner)]),
  );
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

function isPattern(source: string): boolean {
  try {
    new RegExp(source);
    return true;
  } catch {
    return false;
  }
}
