/** What is counted in messages; a plural that is not the singular and an s stands with its singular. */
const NOUNS = [
  ...['account', 'act', 'administrator', 'award', 'batch', 'book', 'cell', 'character', 'cohort', 'column'],
  ...['connection', 'credit', 'cycle', 'day', 'decision', 'definition', 'difference', 'edge', 'enterprise'],
  ...['evaluation', 'event', 'factor', 'file', 'finding', 'group', 'hour', 'household', 'indicator', 'item'],
  ...['kind', 'line', 'lot', 'member', 'merchant', 'metric', 'minute', 'mismatch', 'month', 'node', 'page'],
  ...[
    'period',
    'person',
    'piece',
    'point',
    'posting',
    'product',
    'programme',
    'promotion',
    'purchase',
    'quarter',
  ],
  ...[
    'record',
    'redemption',
    'region',
    'report',
    'reward',
    'row',
    'rule',
    'second',
    'session',
    'shop',
    'span',
  ],
  ...['table', 'time', 'value', 'version', 'violation', 'wallet', 'week', 'year'],
];
const IRREGULAR: Readonly<Record<string, string>> = {
  batches: 'batch',
  mismatches: 'mismatch',
  people: 'person',
  entries: 'entry',
  categories: 'category',
  companies: 'company',
  industries: 'industry',
};
const SINGULAR: Readonly<Record<string, string>> = {
  ...Object.fromEntries(NOUNS.map((noun) => [`${noun}s`, noun])),
  ...IRREGULAR,
};
/** What one does where many do. */
const VERBS: Readonly<Record<string, string>> = {
  ...{ are: 'is', have: 'has', were: 'was', differ: 'differs', hold: 'holds', match: 'matches', see: 'sees' },
  ...{ show: 'shows', find: 'finds', lack: 'lacks', spend: 'spends', stand: 'stands', change: 'changes' },
  ...{ come: 'comes', need: 'needs', call: 'calls', expire: 'expires', agree: 'agrees', redeem: 'redeems' },
};

const ONE_OF = new RegExp(
  `(?<![\\w.,+\\-−/:])1 ((?:(?!(?:of|in|and|or|to|by|at|from|with) )[a-z]+ )?)(${Object.keys(SINGULAR).join('|')})\\b(?: (${Object.keys(VERBS).join('|')})\\b)?`,
  'g',
);
const ONE_ALONE = /(?<![\w.,+\-−/:])1 (are|have|were)\b/g;
/** After these what is counted is no subject: “balances of 1 account differ”. */
const AFTER = /\b(?:of|in|from|by|for|to|with|against|at) $/;

/**
 * An English sentence whose numbers have been filled in, with the singular where a number is one: “1 account holds”.
 * Messages are written for many; a plural form of each would say every sentence twice.
 */
export function withSingulars(sentence: string): string {
  if (!sentence.includes('1 ')) return sentence;
  return sentence
    .replace(ONE_OF, (_, between: string, noun: string, verb: string | undefined, at: number) => {
      const isSubject = !AFTER.test(sentence.slice(0, at));
      const said = verb === undefined ? '' : ` ${isSubject ? VERBS[verb] : verb}`;
      return `1 ${between}${SINGULAR[noun]}${said}`;
    })
    .replace(ONE_ALONE, (_, verb: string) => `1 ${VERBS[verb]}`);
}
