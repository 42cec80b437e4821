import { NANYANG } from '../person.ts';
import { sell } from '../sales.ts';
import { persons, type Story } from './story.ts';

/** Small shops: half a point a yuan, fractions kept. */
export const smallShops: Story = {
  name: 'small-shops',
  likelihood: persons(35),
  weight: 3,
  plan(scene, person, acts, random) {
    const shops = person.region === NANYANG ? ['PS01', 'PS02', 'PS03', 'PS04'] : ['PS01', 'PS02', 'PS03'];
    for (let act = 0; act < acts; act++) {
      scene.agenda.plan(scene.someTime(person), (at) =>
        sell(scene, person, at, {
          wallet: 'base',
          lines: [{ product: random.pick(shops), quantity: random.between(1, 4) }],
          channel: 'pos',
          taxRate: '0.03',
        }),
      );
    }
  },
};
