import type { Component } from 'svelte';
import BookOpen from '@lucide/svelte/icons/book-open';
import BookOpenCheck from '@lucide/svelte/icons/book-open-check';
import Ban from '@lucide/svelte/icons/ban';
import Coins from '@lucide/svelte/icons/coins';
import ClipboardCheck from '@lucide/svelte/icons/clipboard-check';
import ChartSpline from '@lucide/svelte/icons/chart-spline';
import FileCheck from '@lucide/svelte/icons/file-check';
import Cable from '@lucide/svelte/icons/cable';
import CalendarRange from '@lucide/svelte/icons/calendar-range';
import Database from '@lucide/svelte/icons/database';
import FlaskConical from '@lucide/svelte/icons/flask-conical';
import LayoutDashboard from '@lucide/svelte/icons/layout-dashboard';
import History from '@lucide/svelte/icons/history';
import Gavel from '@lucide/svelte/icons/gavel';
import Equal from '@lucide/svelte/icons/equal';
import HandCoins from '@lucide/svelte/icons/hand-coins';
import Handshake from '@lucide/svelte/icons/handshake';
import Gift from '@lucide/svelte/icons/gift';
import Heart from '@lucide/svelte/icons/heart';
import Magnet from '@lucide/svelte/icons/magnet';
import BadgePercent from '@lucide/svelte/icons/badge-percent';
import Network from '@lucide/svelte/icons/network';
import ShoppingBasket from '@lucide/svelte/icons/shopping-basket';
import Hourglass from '@lucide/svelte/icons/hourglass';
import Landmark from '@lucide/svelte/icons/landmark';
import Megaphone from '@lucide/svelte/icons/megaphone';
import NotebookTabs from '@lucide/svelte/icons/notebook-tabs';
import ShieldCheck from '@lucide/svelte/icons/shield-check';
import Leaf from '@lucide/svelte/icons/leaf';
import ListOrdered from '@lucide/svelte/icons/list-ordered';
import MapPin from '@lucide/svelte/icons/map-pin';
import NotebookPen from '@lucide/svelte/icons/notebook-pen';
import Route from '@lucide/svelte/icons/route';
import Scale from '@lucide/svelte/icons/scale';
import ScrollText from '@lucide/svelte/icons/scroll-text';
import SearchCheck from '@lucide/svelte/icons/search-check';
import SlidersHorizontal from '@lucide/svelte/icons/sliders-horizontal';
import Sprout from '@lucide/svelte/icons/sprout';
import TableProperties from '@lucide/svelte/icons/table-properties';
import Trophy from '@lucide/svelte/icons/trophy';
import Settings from '@lucide/svelte/icons/settings';
import Upload from '@lucide/svelte/icons/upload';
import UserCog from '@lucide/svelte/icons/user-cog';
import Users from '@lucide/svelte/icons/users';
import UserSearch from '@lucide/svelte/icons/user-search';
import PhoneOutgoing from '@lucide/svelte/icons/phone-outgoing';
import Ruler from '@lucide/svelte/icons/ruler';

interface PageEntry {
  readonly key:
    | 'overview'
    | 'compliance'
    | 'findings'
    | 'rules'
    | 'decisions'
    | 'promises'
    | 'remediation'
    | 'reports'
    | 'liability'
    | 'rollforward'
    | 'redemption'
    | 'sensitivity'
    | 'ageing'
    | 'journal'
    | 'settlement'
    | 'tieOut'
    | 'cohorts'
    | 'members'
    | 'reach'
    | 'contacts'
    | 'metrics'
    | 'preferences'
    | 'purchases'
    | 'lockIn'
    | 'promotions'
    | 'catalogue'
    | 'coalition'
    | 'green'
    | 'greenBehaviours'
    | 'greenRegions'
    | 'greenLeaderboard'
    | 'greenPoints'
    | 'greenAssumptions'
    | 'greenIntegrity'
    | 'greenFactors'
    | 'accounts'
    | 'events'
    | 'trace'
    | 'reconciliation'
    | 'batches'
    | 'upload'
    | 'database'
    | 'rejects'
    | 'books'
    | 'people'
    | 'accessLog';
  readonly path: string;
  readonly icon: Component;
}

/** A section and its pages. */
export interface Section {
  readonly key:
    'overview' | 'compliance' | 'finance' | 'marketing' | 'green' | 'ledger' | 'data' | 'settings';
  readonly icon: Component;
  readonly pages: readonly PageEntry[];
}

/** In the order in which they are listed; one that has no page yet is not. */
export const SECTIONS: readonly Section[] = [
  { key: 'overview', icon: LayoutDashboard, pages: [{ key: 'overview', path: '/', icon: LayoutDashboard }] },
  {
    key: 'compliance',
    icon: ShieldCheck,
    pages: [
      { key: 'compliance', path: '/compliance', icon: ClipboardCheck },
      { key: 'findings', path: '/compliance/findings', icon: SearchCheck },
      { key: 'rules', path: '/compliance/rules', icon: Gavel },
      { key: 'promises', path: '/compliance/promises', icon: ScrollText },
      { key: 'decisions', path: '/compliance/decisions', icon: History },
      { key: 'remediation', path: '/compliance/remediation', icon: HandCoins },
      { key: 'reports', path: '/compliance/reports', icon: FileCheck },
    ],
  },
  {
    key: 'finance',
    icon: Coins,
    pages: [
      { key: 'liability', path: '/finance', icon: Landmark },
      { key: 'rollforward', path: '/finance/rollforward', icon: TableProperties },
      { key: 'redemption', path: '/finance/redemption', icon: ChartSpline },
      { key: 'sensitivity', path: '/finance/sensitivity', icon: SlidersHorizontal },
      { key: 'ageing', path: '/finance/ageing', icon: Hourglass },
      { key: 'journal', path: '/finance/journal', icon: NotebookPen },
      { key: 'settlement', path: '/finance/settlement', icon: Handshake },
      { key: 'tieOut', path: '/finance/tie-out', icon: Equal },
    ],
  },
  {
    key: 'marketing',
    icon: Megaphone,
    pages: [
      { key: 'cohorts', path: '/marketing/cohorts', icon: CalendarRange },
      { key: 'members', path: '/marketing/members', icon: UserSearch },
      { key: 'contacts', path: '/marketing/contacts', icon: PhoneOutgoing },
      { key: 'reach', path: '/marketing/reach', icon: Gift },
      { key: 'metrics', path: '/marketing/metrics', icon: Ruler },
      { key: 'preferences', path: '/marketing/preferences', icon: Heart },
      { key: 'purchases', path: '/marketing/purchases', icon: ShoppingBasket },
      { key: 'lockIn', path: '/marketing/lock-in', icon: Magnet },
      { key: 'promotions', path: '/marketing/promotions', icon: BadgePercent },
      { key: 'catalogue', path: '/marketing/catalogue', icon: Gift },
      { key: 'coalition', path: '/marketing/coalition', icon: Network },
    ],
  },
  {
    key: 'green',
    icon: Leaf,
    pages: [
      { key: 'green', path: '/green', icon: Leaf },
      { key: 'greenBehaviours', path: '/green/behaviours', icon: Sprout },
      { key: 'greenRegions', path: '/green/regions', icon: MapPin },
      { key: 'greenLeaderboard', path: '/green/leaderboard', icon: Trophy },
      { key: 'greenPoints', path: '/green/points', icon: Coins },
      { key: 'greenAssumptions', path: '/green/assumptions', icon: FlaskConical },
      { key: 'greenIntegrity', path: '/green/integrity', icon: ShieldCheck },
      { key: 'greenFactors', path: '/green/factors', icon: BookOpenCheck },
    ],
  },
  {
    key: 'ledger',
    icon: NotebookTabs,
    pages: [
      { key: 'accounts', path: '/ledger/accounts', icon: Users },
      { key: 'trace', path: '/ledger/trace', icon: Route },
      { key: 'events', path: '/ledger/events', icon: ListOrdered },
      { key: 'reconciliation', path: '/ledger/reconciliation', icon: Scale },
    ],
  },
  {
    key: 'data',
    icon: Database,
    pages: [
      { key: 'batches', path: '/data', icon: Database },
      { key: 'upload', path: '/data/upload', icon: Upload },
      { key: 'database', path: '/data/database', icon: Cable },
      { key: 'rejects', path: '/data/rejects', icon: Ban },
      { key: 'books', path: '/data/books', icon: BookOpen },
    ],
  },
  {
    key: 'settings',
    icon: Settings,
    pages: [
      { key: 'people', path: '/settings/people', icon: UserCog },
      { key: 'accessLog', path: '/settings/access-log', icon: ShieldCheck },
    ],
  },
];

/** Whether a page is about the source store or the people, and so of use before there is any book. */
export function worksWithoutBook(pathname: string): boolean {
  return /^\/(data|settings|account|no-access)(\/|$)/.test(pathname);
}

/** The page of the navigation that an address belongs to: an exact match, as no listed path holds another. */
export function pageAt(pathname: string): PageEntry | undefined {
  return SECTIONS.flatMap(({ pages }) => pages).find(({ path }) => path === pathname);
}

/** The section that an address belongs to, whether its page is listed or lies beneath one that is. */
export function sectionAt(pathname: string): Section | undefined {
  const listed = SECTIONS.find(({ pages }) => pages.some(({ path }) => path === pathname));
  if (listed) return listed;
  const [, first] = pathname.split('/');
  return SECTIONS.find(({ key }) => key === first);
}
