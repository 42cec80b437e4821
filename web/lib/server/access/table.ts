import type { Capability } from '#pipelines/people/role.ts';

/** What a route asks of whoever calls it. */
export interface Access {
  /** `anyone`: without signing in; `signed_in`: whatever the role. */
  readonly needs: Capability | 'anyone' | 'signed_in';
  /**
   * For accounts that may see a part of the data only. `cut`: all it tells comes from a book, through the reader, which
   * leaves out the rest. `free`: nothing in it belongs to a programme, merchant or member. `whole`: it tells of
   * everything, so that such an account is refused.
   */
  readonly scope: 'cut' | 'free' | 'whole';
  /**
   * A page whose figures cannot be cut to some merchants, or to some regions: accounts that are limited so do not see it.
   * What of the API it asks is refused to them all the same.
   */
  readonly except?: readonly ('merchants' | 'regions')[];
  /** It shows who members are, as the source says it: open to those who have said why only. */
  readonly isNamed?: true;
}

const cut = (needs: Access['needs']): Access => ({ needs, scope: 'cut' });
const free = (needs: Access['needs']): Access => ({ needs, scope: 'free' });
const whole = (needs: Access['needs']): Access => ({ needs, scope: 'whole' });

const notByRegion = (needs: Access['needs']): Access => ({ ...free(needs), except: ['regions'] });
const notByMerchant = (needs: Access['needs']): Access => ({ ...free(needs), except: ['merchants'] });
const byProgramme = (needs: Access['needs']): Access => ({
  ...free(needs),
  except: ['merchants', 'regions'],
});
const named = (needs: Access['needs']): Access => ({ needs, scope: 'whole', isNamed: true });

/**
 * Who may call what: every route of the API (`GET /api/jobs/:id`), every page (`PAGE /compliance/findings/[id]`) and
 * every endpoint beside them (`POST /preferences`), with the capability it needs; `CAPABILITIES_OF` in
 * `pipelines/people/role.ts` says which roles hold it. A route that is not here is refused to everybody, and a test
 * names it.
 */
export const ACCESS: Readonly<Record<string, Access>> = {
  'GET /api/openapi.json': free('signed_in'),

  // Overview, and the books that every page names
  'GET /api/overview': cut('overview'),
  'GET /api/overview/work': cut('overview'),
  'GET /api/books': free('signed_in'),
  'GET /api/books/programmes': cut('signed_in'),

  // Ledger
  'GET /api/accounts': cut('ledger'),
  'GET /api/events': cut('ledger'),
  'GET /api/trace': cut('ledger'),
  'GET /api/trace/events': cut('ledger'),
  'GET /api/trace/lots': cut('ledger'),
  'GET /api/trace/uses': cut('ledger'),
  'GET /api/mismatches': cut('ledger'),

  // Compliance
  'GET /api/findings': cut('compliance'),
  'GET /api/findings/summary': cut('compliance'),
  'GET /api/findings/groups': cut('compliance'),
  'GET /api/findings/changes': cut('compliance'),
  'GET /api/findings/trend': cut('compliance'),
  'GET /api/findings/:id': cut('compliance'),
  'GET /api/findings/:id/evidence': cut('compliance'),
  'GET /api/decisions': whole('compliance'),
  'POST /api/decisions': cut('decide'),
  'GET /api/remediation': whole('compliance'),
  'GET /api/remediation/file': named('export'),
  'POST /api/remediation/preview': whole('compute'),
  'GET /api/promises': cut('compliance'),
  'GET /api/rules': cut('compliance'),
  'GET /api/rules/:id': cut('compliance'),
  'POST /api/rules/:id/backtest': whole('compliance'),
  'GET /api/reports': whole('export'),
  'POST /api/reports': whole('export'),
  'GET /api/reports/:id/file': whole('export'),

  // Finance
  'GET /api/liability': cut('finance'),
  'GET /api/liability/events': cut('finance'),
  'GET /api/liability/lots': cut('finance'),
  'GET /api/liability/debts': cut('finance'),
  'GET /api/liability/changes': cut('finance'),
  'GET /api/liability/late': cut('finance'),
  'GET /api/liability/settlement-events': cut('finance'),
  'GET /api/liability/payable-events': cut('finance'),
  'GET /api/liability/carried': cut('finance'),
  'GET /api/liability/journal-parts': cut('finance'),
  'GET /api/liability/bucket-lots': cut('finance'),
  'GET /api/liability/estimates': cut('finance'),
  'GET /api/liability/triangle': cut('finance'),
  'GET /api/liability/back-test': cut('finance'),
  'GET /api/liability/sensitivity': cut('finance'),
  'GET /api/liability/aging': cut('finance'),
  'GET /api/liability/maturity': cut('finance'),
  'GET /api/liability/journal': cut('finance'),
  'GET /api/liability/settlement': cut('finance'),
  'GET /api/liability/tie-out': cut('finance'),
  'GET /api/liability/payables': cut('finance'),
  'GET /api/liability/calendar-year-tests': cut('finance'),
  'GET /api/liability/calendar-years': cut('finance'),
  'GET /api/liability/dormancy': cut('finance'),
  'GET /api/liability/what-if': cut('finance'),
  'GET /api/liability/rollforward': cut('finance'),

  // Marketing
  'GET /api/cohorts': cut('marketing'),
  'GET /api/cohorts/curve': cut('marketing'),
  'GET /api/cohorts/choices': cut('marketing'),
  'GET /api/cohorts/members': cut('marketing'),
  'GET /api/marketing': cut('marketing'),
  'GET /api/members': cut('marketing'),
  'GET /api/members/segments': cut('marketing'),
  'GET /api/members/months': whole('marketing'),
  'GET /api/members/rewards': cut('marketing'),
  'GET /api/members/contacts': cut('marketing'),
  'GET /api/members/metrics': cut('marketing'),
  'GET /api/members/outlook': cut('marketing'),
  'GET /api/members/one': cut('marketing'),
  // Measured over all members: no part of it can be told apart, but one shop's own view.
  'GET /api/preferences': whole('marketing'),
  'GET /api/preferences/suggestions': whole('marketing'),
  'GET /api/preferences/members': whole('marketing'),
  'GET /api/preferences/months': whole('marketing'),
  'GET /api/preferences/purchases': whole('marketing'),
  'GET /api/preferences/buyers': whole('marketing'),
  'GET /api/preferences/frequency': whole('marketing'),
  'GET /api/lock-in': whole('marketing'),
  'GET /api/lock-in/strata': whole('marketing'),
  'GET /api/promotions': whole('marketing'),
  'GET /api/promotions/arms': whole('marketing'),
  'GET /api/promotions/awards': whole('marketing'),
  'GET /api/rewards': cut('marketing'),
  'GET /api/rewards/years': whole('marketing'),
  'GET /api/rewards/months': whole('marketing'),
  'GET /api/coalition': whole('marketing'),
  'GET /api/coalition/flows': whole('marketing'),
  'GET /api/coalition/shop': cut('marketing'),
  'GET /api/coalition/shop/months': cut('marketing'),
  'GET /api/coalition/shop/flows': cut('marketing'),

  // Green
  'GET /api/green': cut('green'),
  'GET /api/green/evidence': cut('green'),
  'GET /api/green/claim': cut('green'),
  'GET /api/green/groups': cut('green'),
  'GET /api/green/leaderboard': cut('green'),
  'GET /api/green/flows': cut('green'),
  'GET /api/green/economy': cut('green'),
  'GET /api/green/what-if': cut('green'),
  'GET /api/green/integrity': cut('green'),
  'GET /api/green/factors': free('green'),

  // Names for addresses; what stands there its own page decides
  'GET /api/views': free('signed_in'),
  'GET /api/views/:id': free('signed_in'),
  'POST /api/views': free('signed_in'),
  'POST /api/views/:id/name': free('signed_in'),
  'POST /api/views/:id/forget': free('signed_in'),
  'GET /views/[id]': free('signed_in'),

  // Data
  'GET /api/batches': whole('data'),
  'POST /api/batches/:id/withdraw': whole('ingest'),
  'GET /api/rejects': named('data'),
  'GET /api/rejects/correction': named('ingest'),
  'POST /api/uploads': whole('ingest'),
  'GET /api/uploads/options': whole('ingest'),
  'GET /api/uploads/:id': whole('ingest'),
  'PUT /api/uploads/:id/files': whole('ingest'),
  'DELETE /api/uploads/:id/files/:number': whole('ingest'),
  'POST /api/uploads/:id/check': whole('ingest'),
  'POST /api/uploads/:id/ingest': whole('ingest'),
  'GET /api/databases': whole('ingest'),
  'POST /api/databases/tables': whole('ingest'),
  'POST /api/databases/check': whole('ingest'),
  'POST /api/databases/ingest': whole('ingest'),

  // Work that pages start
  'GET /api/jobs': whole('signed_in'),
  'POST /api/jobs/compute': whole('compute'),
  'GET /api/jobs/:id': whole('signed_in'),
  'POST /api/jobs/:id/cancel': whole('signed_in'),

  // People
  'GET /api/session': free('signed_in'),
  'PUT /api/session/identities': free('identities'),
  'DELETE /api/session/identities': free('identities'),
  'PUT /api/session/viewing-as': whole('people'),
  'DELETE /api/session/viewing-as': free('signed_in'),
  'GET /api/people': whole('people'),
  'POST /api/people': whole('people'),
  'PATCH /api/people/:id': whole('people'),
  'POST /api/people/:id/reset': whole('people'),
  'DELETE /api/people/:id/sessions': whole('people'),
  'GET /api/access-log': whole('access_log'),
  'GET /api/access-log/file': whole('access_log'),

  // Pages; what they show the API gives, so that the scope is decided there
  'PAGE /': byProgramme('overview'),
  'PAGE /no-access': free('signed_in'),
  'POST /preferences': free('anyone'),
  'PAGE /sign-in': free('anyone'),
  'POST /sign-out': free('anyone'),
  'GET /enter': free('anyone'),
  'PAGE /enter/invitation': free('anyone'),
  'GET /auth/sso': free('anyone'),
  'GET /auth/callback/[provider]': free('anyone'),
  'PAGE /compliance': byProgramme('compliance'),
  'PAGE /compliance/findings': free('compliance'),
  'PAGE /compliance/findings/[id]': free('compliance'),
  'PAGE /compliance/rules': byProgramme('compliance'),
  'PAGE /compliance/rules/[id]': byProgramme('compliance'),
  'PAGE /compliance/promises': byProgramme('compliance'),
  'PAGE /compliance/remediation': whole('compliance'),
  'PAGE /compliance/decisions': whole('compliance'),
  'PAGE /compliance/reports': whole('compliance'),
  'PAGE /finance': byProgramme('finance'),
  'PAGE /finance/rollforward': byProgramme('finance'),
  'PAGE /finance/redemption': byProgramme('finance'),
  'PAGE /finance/sensitivity': byProgramme('finance'),
  'PAGE /finance/ageing': byProgramme('finance'),
  'PAGE /finance/journal': byProgramme('finance'),
  'PAGE /finance/journal/entry': byProgramme('finance'),
  'PAGE /finance/settlement': notByRegion('finance'),
  'PAGE /finance/settlement/events': byProgramme('finance'),
  'PAGE /finance/ageing/lots': byProgramme('finance'),
  'PAGE /finance/tie-out': byProgramme('finance'),
  'PAGE /finance/cell': byProgramme('finance'),
  'PAGE /marketing/cohorts': byProgramme('marketing'),
  'PAGE /marketing/cohorts/members': notByMerchant('marketing'),
  'PAGE /marketing/members': notByMerchant('marketing'),
  'PAGE /marketing/members/one': notByMerchant('marketing'),
  'PAGE /marketing/members/outlook': byProgramme('marketing'),
  'PAGE /marketing/reach': notByRegion('marketing'),
  'PAGE /marketing/contacts': byProgramme('marketing'),
  'PAGE /marketing/metrics': byProgramme('marketing'),
  'PAGE /marketing/preferences': whole('marketing'),
  'PAGE /marketing/preferences/members': whole('marketing'),
  'PAGE /marketing/purchases': whole('marketing'),
  'PAGE /marketing/purchases/members': whole('marketing'),
  'PAGE /marketing/lock-in': whole('marketing'),
  'PAGE /marketing/lock-in/strata': whole('marketing'),
  'PAGE /marketing/promotions': whole('marketing'),
  'PAGE /marketing/promotions/one': whole('marketing'),
  'PAGE /marketing/catalogue': notByRegion('marketing'),
  'PAGE /marketing/catalogue/item': notByRegion('marketing'),
  'PAGE /marketing/coalition': whole('marketing'),
  'PAGE /marketing/coalition/shop': notByRegion('marketing'),
  'PAGE /green': byProgramme('green'),
  'PAGE /green/evidence': byProgramme('green'),
  'PAGE /green/behaviours': byProgramme('green'),
  'PAGE /green/regions': byProgramme('green'),
  'PAGE /green/leaderboard': byProgramme('green'),
  'PAGE /green/flows': notByRegion('green'),
  'PAGE /green/points': byProgramme('green'),
  'PAGE /green/assumptions': byProgramme('green'),
  'PAGE /green/integrity': byProgramme('green'),
  'PAGE /green/factors': free('green'),
  'PAGE /ledger/accounts': notByMerchant('ledger'),
  'PAGE /ledger/trace': notByMerchant('ledger'),
  'PAGE /ledger/events': free('ledger'),
  'PAGE /ledger/reconciliation': free('ledger'),
  'PAGE /data': whole('data'),
  'PAGE /data/upload': whole('ingest'),
  'PAGE /data/database': whole('ingest'),
  'PAGE /data/rejects': whole('data'),
  'PAGE /account': free('signed_in'),
  'PAGE /settings/people': whole('people'),
  'PAGE /settings/access-log': whole('access_log'),
  'PAGE /data/books': free('data'),
};
