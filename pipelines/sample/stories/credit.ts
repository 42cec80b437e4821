import { NANYANG } from '../person.ts';
import { sell } from '../sales.ts';
import type { Story } from './story.ts';

/** Citizens of Nanyang whose credit tier gives them better rates at the city's own counters. */
export const credit: Story = {
  name: 'credit',
  likelihood: (person) => (!person.isEnterprise && person.region === NANYANG ? 85 : 0),
  weight: 4,
  plan(scene, person, acts, random) {
    for (let act = 0; act < acts; act++) {
      scene.agenda.plan(scene.someTime(person), (at) =>
        sell(scene, person, at, {
          wallet: 'base',
          lines: [{ product: random.pick(['PG01', 'PG02', 'PG03']), quantity: random.between(1, 3) }],
          channel: 'pos',
          reason: person.creditTier ? 'credit' : 'purchase',
          creditTier: person.creditTier,
        }),
      );
    }
  },
};
