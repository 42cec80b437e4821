import { sell } from '../sales.ts';
import { persons, type Story } from './story.ts';

/** Nights in hotels, redeemed for further nights, transfers from the airport and upgrades. */
export const hotels: Story = {
  name: 'hotels',
  likelihood: persons(14),
  weight: 3,
  plan(scene, person, acts, random) {
    for (let act = 0; act < acts; act++) {
      const product = random.pick(['P401', 'P402', 'P403']);
      scene.agenda.plan(scene.someTime(person), (at) =>
        sell(scene, person, at, {
          wallet: 'hotel',
          lines: [{ product, quantity: random.between(1, 3) }],
          channel: 'pos',
          taxRate: '0.06',
        }),
      );
    }
  },
};
