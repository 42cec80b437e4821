import { CAPABILITIES_OF, DEEDS, ROLES, type Capability, type Role } from '#pipelines/people/role.ts';
import { isLimited, type Scope } from '#pipelines/people/scope.ts';
import { ACCESS, type Access } from './table.ts';
import { holds, type Viewer } from './viewer.ts';

/** Why a route is closed to somebody. */
export type Closed =
  'unlisted' | 'sign_in' | 'forbidden' | 'outside_scope' | 'viewing_as' | 'no_export' | 'identities_hidden';

/**
 * Whether somebody may call a route of {@link ACCESS}; undefined: yes. Roles first, then the part of the data.
 *
 * @param viewer null where nobody has signed in
 */
export function closedTo(viewer: Viewer | null, route: string): Closed | undefined {
  const access = Object.hasOwn(ACCESS, route) ? ACCESS[route] : undefined;
  if (access?.needs === 'anyone') return undefined;
  if (!viewer) return 'sign_in';
  if (!access) return 'unlisted';
  if (access.needs !== 'signed_in' && !holds(viewer, access.needs)) return 'forbidden';
  if (access.scope === 'whole' && isLimited(viewer.scope)) return 'outside_scope';
  if (access.except?.some((kind) => viewer.scope[kind] !== null)) return 'outside_scope';
  if (access.isNamed && !viewer.seesIdentities) return 'identities_hidden';
  return undefined;
}

/** A page or an endpoint beside the API as {@link ACCESS} names it; the forms of a page belong to the page. */
export function pageRoute(method: string, id: string): string {
  return Object.hasOwn(ACCESS, `PAGE ${id}`) ? `PAGE ${id}` : `${method} ${id}`;
}

/** The roles that hold what a route needs, for the sentence that refuses. */
export function rolesFor({ needs }: Pick<Access, 'needs'>): readonly Role[] {
  if (needs === 'anyone' || needs === 'signed_in') return ROLES;
  return ROLES.filter((role) => CAPABILITIES_OF[role].includes(needs));
}

/** The pages that somebody may open, as the navigation names them: route ids without parameters. */
export function openPages(viewer: Viewer | null): string[] {
  return Object.keys(ACCESS).flatMap((route) => {
    const path = /^PAGE ([^[]*)$/.exec(route)?.[1];
    return path !== undefined && !closedTo(viewer, route) ? [path] : [];
  });
}

/** These leave everything as it is, so that they are open while an administrator looks as somebody else too. */
const READING_DEEDS: ReadonlySet<Capability> = new Set(['export', 'access_log']);

/** Where those begin whom the overview cannot be shown, as it tells of everything: the first that is open. */
const BEGINNINGS = [
  ...['/marketing/coalition/shop', '/finance/settlement', '/marketing/members', '/ledger/accounts'],
  ...['/compliance/findings', '/ledger/events', '/green/flows', '/account'],
];

/** The address at which somebody begins instead of the overview. */
export function beginningOf(viewer: Viewer): string {
  const open = openPages(viewer);
  const path = BEGINNINGS.find((each) => open.includes(each)) ?? '/account';
  const [shop] = viewer.scope.merchants ?? [];
  return path.endsWith('/shop') && shop !== undefined
    ? `${path}?${new URLSearchParams({ merchant: shop })}`
    : path;
}

/**
 * What somebody may do beyond reading, so that pages offer nothing that would be refused: what their role holds, where no
 * route that needs it is closed to the part of the data they may see.
 */
export function openDeeds(viewer: Viewer | null): Capability[] {
  if (!viewer) return [];
  return DEEDS.filter(
    (deed) =>
      holds(viewer, deed) &&
      (!viewer.session?.viewingAs || READING_DEEDS.has(deed)) &&
      !Object.keys(ACCESS).some(
        (route) => ACCESS[route]!.needs === deed && closedTo(viewer, route) === 'outside_scope',
      ),
  );
}

/** One sentence for each way of being refused. */
export function sentenceFor(closed: Closed, route: string, scope?: Scope): string {
  switch (closed) {
    case 'sign_in':
      return 'Sign in first: this server answers to its accounts only.';
    case 'forbidden':
      return `Your role may not do this; it is open to: ${rolesFor(ACCESS[route]!).join(', ')}. Ask an administrator.`;
    case 'outside_scope':
      return `This tells of everything, and your account may see ${partOf(scope)} only; ask an administrator for a wider scope.`;
    case 'viewing_as':
      return 'You are looking as somebody else and can only read; go back to yourself to change something.';
    case 'identities_hidden':
      return 'This shows who members are; show member ids first, with a reason, in the menu of your account.';
    case 'no_export':
      return 'Your role may not take data out as files; ask an administrator.';
    case 'unlisted':
      return `${route} is not in the table of routes and roles, so it is closed to everybody.`;
  }
}

function partOf(scope: Scope | undefined): string {
  const parts = [
    ...(scope?.programmes ? [`the programmes ${scope.programmes.join(', ')}`] : []),
    ...(scope?.merchants ? [`the merchants ${scope.merchants.join(', ')}`] : []),
    ...(scope?.regions ? [`the regions ${scope.regions.join(', ')}`] : []),
  ];
  return parts.join(' and ') || 'a part of it';
}
