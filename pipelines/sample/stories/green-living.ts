import { reward, sell } from '../sales.ts';
import { persons, type Story } from './story.ts';

const GOODS = ['PL01', 'PL02', 'PL03', 'PL04', 'PL05', 'PL06', 'PL07'];
const BEHAVIOURS = ['trade_in', 'repair', 'packaging_return'];

/** Certified green products, green behaviour, and sharing what one learnt from it. */
export const greenLiving: Story = {
  name: 'green-living',
  likelihood: persons(34),
  weight: 3,
  plan(scene, person, acts, random) {
    for (let act = 0; act < acts; act++) {
      scene.agenda.plan(scene.someTime(person), (at) => {
        const kind = random.weighted([7, 3, 2]);
        if (kind === 1) {
          reward(scene, person, at, {
            wallet: 'green',
            reason: 'green_behaviour',
            behaviour: random.pick(BEHAVIOURS),
          });
        } else if (kind === 2) {
          reward(scene, person, at, { wallet: 'green', reason: 'share' });
        } else {
          const product = GOODS[random.weighted([6, 2, 3, 1, 4, 5, 4])]!;
          const quantity = product === 'PL01' ? random.between(2, 8) : 1;
          sell(scene, person, at, {
            wallet: 'green',
            lines: [{ product, quantity }],
            channel: random.chance(0.5) ? 'app' : 'pos',
          });
        }
      });
    }
  },
};
