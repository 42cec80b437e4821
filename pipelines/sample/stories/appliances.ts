import { DAY } from '../calendar.ts';
import { sell } from '../sales.ts';
import { persons, type Story } from './story.ts';

const APPLIANCES = ['P201', 'P202', 'P203', 'P204', 'P205'];
const YEAR = 365 * DAY;

/** Large appliances, bought every three to five years; their points last for life. */
export const appliances: Story = {
  name: 'appliances',
  likelihood: persons(42),
  weight: 0,
  plan(scene, person, _acts, random) {
    let at = person.joinedAt + DAY + random.below(3 * YEAR);
    while (at < person.leavesAt) {
      const first = random.pick(APPLIANCES);
      scene.agenda.plan(scene.daytime(Math.floor(at / DAY)), (time) =>
        sell(scene, person, time, {
          wallet: 'lifetime',
          lines: [{ product: first, quantity: 1 }],
          channel: random.chance(0.5) ? 'app' : 'pos',
        }),
      );
      at += 3 * YEAR + random.below(2 * YEAR);
    }
  },
};
