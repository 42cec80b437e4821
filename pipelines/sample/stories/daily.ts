import { FESTIVALS } from '../data/promotions.ts';
import { DAY, dayOf } from '../calendar.ts';
import type { Person } from '../person.ts';
import { reward, sell } from '../sales.ts';
import type { Scene } from '../scene.ts';
import { persons, type Story } from './story.ts';

const GOODS = ['P101', 'P102', 'P103', 'P104', 'P105', 'P106', 'P107', 'P108'];

/** Groceries and household goods, more of them on festivals of double points. */
export const daily: Story = {
  name: 'daily',
  likelihood: persons(75),
  weight: 5,
  plan(scene, person, acts, random) {
    for (let act = 0; act < acts; act++) {
      scene.agenda.plan(shoppingTime(scene, person), (at) =>
        sell(scene, person, at, {
          wallet: 'base',
          lines: [{ product: random.pick(GOODS), quantity: random.between(1, 8) }],
          channel: random.chance(0.3) ? 'app' : 'pos',
        }),
      );
    }
    if (random.chance(0.25)) {
      scene.agenda.plan(person.joinedAt + 60, (at) => {
        reward(scene, person, at, { wallet: 'base', reason: 'signup' });
      });
    }
  },
};

/** Any time, or one in seven a festival's day. */
export function shoppingTime(scene: Scene, person: Person): number {
  if (scene.random.chance(0.14)) {
    const festival = scene.random.pick(FESTIVALS);
    const at = scene.daytime(dayOf(festival.from) + scene.random.below(3));
    if (at > person.joinedAt + DAY && at < person.leavesAt) return at;
  }
  return scene.someTime(person);
}
