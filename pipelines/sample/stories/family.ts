import { DAY } from '../calendar.ts';
import type { PointEvent } from '../event.ts';
import type { Person } from '../person.ts';
import type { Scene } from '../scene.ts';
import type { Story } from './story.ts';

/** Members of one household give each other points, which keep their expiry. */
export const family: Story = {
  name: 'family',
  likelihood: (person) => (person.relatives.length > 0 ? 40 : 0),
  weight: 1,
  plan(scene, person, acts, random) {
    for (let act = 0; act < acts; act++) {
      scene.agenda.plan(scene.someTime(person), (at) =>
        give(scene, person, random.pick(person.relatives), random.chance(0.7) ? 'base' : 'green', at),
      );
    }
  },
};

function give(scene: Scene, from: Person, to: Person, wallet: string, at: number): void {
  const sender = scene.account(from, wallet);
  const receiver = scene.account(to, wallet);
  const areOpen = scene.isOpen(from, sender, at) && scene.isOpen(to, receiver, at);
  if (!areOpen || sender.isKept || receiver.isKept) return;
  const available = Math.floor(sender.available(at) / 100) * 100;
  // What expires soon is not given: the receiver could not be reminded in time.
  if (available < 10_000 || sender.earliestExpiry() < at + 45 * DAY) return;
  const points = scene.random.chance(0.3) ? available : Math.floor(available / 200) * 100;
  const second = scene.tick(at);
  const uses = sender.take(points, second, 'moved');
  const leg = { wallet, points, at: second, reason: 'family_gift' };
  const out: PointEvent = {
    ...leg,
    id: scene.output.id('E'),
    member: from.id,
    type: 'transfer_out',
    counterparty: to.id,
  };
  const received: PointEvent = {
    ...leg,
    id: scene.output.id('E'),
    member: to.id,
    type: 'transfer_in',
    counterparty: from.id,
    related: out.id,
  };
  out.related = received.id;
  for (const { lot, points: part } of uses) {
    scene.open(to, receiver, part, second, { expiresAt: lot.expiresAt, origin: lot.origin });
  }
  scene.post(sender, out);
  scene.post(receiver, received);
}
