import { sell } from '../sales.ts';
import { shoppingTime } from './daily.ts';
import { persons, type Story } from './story.ts';

const CLOTHES = ['P901', 'P902', 'P903', 'P904', 'P905'];

/** Clothes: each member comes back to a favourite size, colour and material; points wait for the days of return. */
export const clothing: Story = {
  name: 'clothing',
  likelihood: persons(24),
  weight: 2,
  plan(scene, person, acts, random) {
    const favourite = random.pick(CLOTHES);
    const choose = (): string => (random.chance(0.65) ? favourite : random.pick(CLOTHES));
    for (let act = 0; act < acts; act++) {
      scene.agenda.plan(shoppingTime(scene, person), (at) => {
        const first = choose();
        const second = choose();
        const lines = [{ product: first, quantity: 1 }];
        if (second !== first) lines.push({ product: second, quantity: 1 });
        const isOnline = random.chance(0.6);
        sell(scene, person, at, {
          wallet: 'base',
          lines,
          channel: isOnline ? 'app' : 'pos',
          pendingDays: isOnline ? 7 : undefined,
        });
      });
    }
  },
};
