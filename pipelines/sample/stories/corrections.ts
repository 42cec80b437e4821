import { instant } from '../calendar.ts';
import type { Account } from '../account.ts';
import type { PointEvent } from '../event.ts';
import type { Person } from '../person.ts';
import type { Scene } from '../scene.ts';
import { END } from '../calendar.ts';
import { persons, type Story } from './story.ts';

const LAST_YEAR = instant('2025-08-01');

/** Rare things: corrections by hand, and points exchanged with an airline. */
export const corrections: Story = {
  name: 'corrections',
  likelihood: persons(4),
  weight: 0,
  plan(scene, person, _acts, random) {
    if (person.leavesAt < END || person.joinedAt > LAST_YEAR) return;
    const at = LAST_YEAR + random.below(END - LAST_YEAR - 86_400);
    const day = Math.floor(at / 86_400);
    scene.agenda.plan(scene.daytime(day), (time) => correct(scene, person, time, random.below(4)));
  },
};

/** What came from no purchase is kept, so that every point spent leads back to an earn. */
function correct(scene: Scene, person: Person, at: number, kind: number): void {
  const account = scene.account(person, 'base');
  if (!scene.isOpen(person, account, at)) return;
  if (kind === 0) return adjust(scene, person, account, at, 5000);
  if (kind === 1) return exchangeIn(scene, person, account, at);
  const points = kind === 2 ? 1000 : 20_000;
  if (account.isKept || account.available(at) < points) return;
  if (kind === 2) return adjust(scene, person, account, at, -points);
  const second = scene.tick(at);
  account.take(points, second, 'redeemed');
  scene.post(account, { ...partnerEvent(scene, person, second), type: 'exchange_out', points });
}

function adjust(scene: Scene, person: Person, account: Account, at: number, points: number): void {
  const second = scene.tick(at);
  if (points < 0) account.take(-points, second, 'gone');
  else {
    scene.open(person, account, points, second);
    account.isKept = true;
  }
  scene.post(account, {
    id: scene.output.id('E'),
    member: person.id,
    wallet: 'base',
    type: 'adjust',
    points,
    at: second,
    reason: 'manual',
  });
}

function exchangeIn(scene: Scene, person: Person, account: Account, at: number): void {
  const second = scene.tick(at);
  const points = 30_000;
  scene.open(person, account, points, second);
  account.isKept = true;
  scene.post(account, { ...partnerEvent(scene, person, second), type: 'exchange_in', points });
}

function partnerEvent(scene: Scene, person: Person, at: number): Omit<PointEvent, 'type' | 'points'> {
  return {
    id: scene.output.id('E'),
    member: person.id,
    wallet: 'base',
    at,
    partner: 'yunhang-miles',
    exchangeRate: '0.5',
  };
}
