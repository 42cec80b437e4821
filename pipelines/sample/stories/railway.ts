import { ageAt } from '../person.ts';
import { sell } from '../sales.ts';
import { type Story } from './story.ts';

/** Railway travellers; those over sixty earn fifteen points a yuan, and 1,000 yuan take them on a ticket of 150. */
export const railway: Story = {
  name: 'railway',
  likelihood(person) {
    if (person.birthDay === undefined) return 0;
    return ageAt(person.birthDay, person.joinedAt) >= 58 ? 60 : 16;
  },
  weight: 3,
  plan(scene, person, acts, random) {
    for (let act = 0; act < acts; act++) {
      scene.agenda.plan(scene.someTime(person), (at) => {
        const isSenior = ageAt(person.birthDay!, at) >= 60;
        sell(scene, person, at, {
          wallet: 'travel',
          lines: [
            {
              product: isSenior ? random.pick(['P601', 'P603']) : random.pick(['P601', 'P602']),
              quantity: random.between(1, 2),
            },
          ],
          channel: random.chance(0.7) ? 'app' : 'pos',
          reason: isSenior ? 'senior' : 'purchase',
          taxRate: '0.09',
        });
      });
    }
  },
};
