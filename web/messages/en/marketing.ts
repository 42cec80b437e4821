/** The pages of marketing. */
export default {
  grid: 'Period',
  grids: { month: 'month', quarter: 'quarter', year: 'year' },
  basis: 'Cohorts by',
  bases: { first_purchase: 'first purchase', first_event: 'first event' },
  measure: 'Measure',
  measures: {
    active: 'active members',
    earning: 'members who earn',
    redeeming: 'members who redeem',
    points: 'redeemed ÷ earned',
    value: 'purchase amount',
  },
  cohort: 'Cohort',
  size: 'Members',
  cohorts: {
    answerShare:
      '{{members}} members in {{cohorts}} cohorts; share of {{measure}} in {{grid}} {{age}}: {{share}} ({{did}} of {{of}}, finished periods only).',
    answerPoints:
      '{{members}} members in {{cohorts}} cohorts; in finished periods they redeemed {{redeemed}} and earned {{earned}}.',
    answerValue: '{{members}} members in {{cohorts}} cohorts; in finished periods they spent {{amount}}.',
    answerSizes: '{{members}} members in {{cohorts}} cohorts; no later period is finished yet.',
    noPurchases: 'No event has the reason purchase, so there are no cohorts by first purchase.',
    noPurchasesTodo: 'Say purchase in point_events.reason and ingest again, or take the first event.',
    byFirstEvent: 'Cohorts by first event',
    empty: 'This wallet has no cohorts.',
    chartTitle: 'Cohorts by {{grid}} of {{basis}}: {{measure}}',
    chartLabel: 'Heat map: one row per cohort, one column per period after its first, darker is more',
    unfinished: 'pale: unfinished period',
    truncated: '* has members older than the ledger, whose first may not be their first',
    columns: 'columns: {{grid}}s after the first',
    ageHead: '{{grid}} {{age}}',
    rivals:
      'A cohort holds the members whose {{basis}} falls into one period; the other definition stands under “Cohorts by”. Active: bought, earned by an act of their own, or redeemed in the period; never expiry, transfers, adjustments, or points given for birthdays, interest, credit, age or by hand. Refunded purchases and returned rewards are taken out of their own period. Shares are of all members of the cohort; redeemed ÷ earned compares points of the period and may pass 100%; the purchase amount is that of purchase events less refunds. Unfinished periods and members older than the ledger are marked. Exports leave out cells of fewer than ten members.',
    checked: '{{members}} members in all, the sum over cohorts; {{older}} of them are older than the ledger.',
    suppressed: 'cells of fewer than ten are empty in exports',
  },
  members: {
    title: 'Cohort {{cohort}}',
    titleAge: 'Cohort {{cohort}} · {{grid}} {{age}} · {{measure}}',
    answer: '{{members}} members earned {{earned}}, redeemed {{redeemed}} and spent {{amount}}.',
    withheld: '{{withheld}} of them did not consent to profiling: counted, not listed.',
    unknown:
      'No consents were ingested, so nothing says who agreed to profiling: members are counted, not listed.',
    withheldRow: 'Members without consent to profiling',
    earned: 'Earned',
    redeemed: 'Redeemed',
    amount: 'Purchases',
    purchases: 'Purchase events',
    redemptions: 'Redemptions',
    count: 'Members',
    label: 'Members of the cohort',
    method:
      'Listed are members who consent to profiling at the as-of date (profiling in consents, not withdrawn); the others are one row, so that each column adds up to the cell. A member’s number opens where his points came from and went.',
    back: 'Back to the cohorts',
  },
};
