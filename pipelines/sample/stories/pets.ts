import { addMonths, DAY, dayOf, dayText } from '../calendar.ts';
import { reward, sell } from '../sales.ts';
import { persons, type Story } from './story.ts';

/** Pet owners, with points on the pet's birthday. */
export const pets: Story = {
  name: 'pets',
  likelihood: persons(12),
  weight: 4,
  plan(scene, person, acts, random) {
    const birthday = dayOf(person.joinedAt) - random.between(60, 1500);
    scene.output.row('dependants', { member_id: person.id, kind: 'pet', birth_date: dayText(birthday) });
    for (let act = 0; act < acts; act++) {
      scene.agenda.plan(scene.someTime(person), (at) =>
        sell(scene, person, at, {
          wallet: 'pet',
          lines: [{ product: random.pick(['P801', 'P802', 'P803']), quantity: random.between(1, 2) }],
          channel: random.chance(0.5) ? 'app' : 'pos',
        }),
      );
    }
    if (!random.chance(0.5)) return;
    for (let year = 1; ; year++) {
      const at = addMonths(birthday, 12 * year) * DAY + 9 * 3600;
      if (at >= person.leavesAt) break;
      if (at > person.joinedAt) {
        scene.agenda.plan(at, (time) => {
          reward(scene, person, time, { wallet: 'pet', reason: 'birthday' });
        });
      }
    }
  },
};
