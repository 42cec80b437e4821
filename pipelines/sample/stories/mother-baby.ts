import { dayText, dayOf, timeText } from '../calendar.ts';
import { ageAt } from '../person.ts';
import { reward, sell } from '../sales.ts';
import type { Story } from './story.ts';

const GOODS = ['P701', 'P702', 'P703', 'P704'];

/** Young parents: purchases, lectures, surveys and suggestions. */
export const motherBaby: Story = {
  name: 'mother-baby',
  likelihood(person) {
    if (person.birthDay === undefined) return 0;
    const age = ageAt(person.birthDay, person.joinedAt);
    return age >= 22 && age <= 40 ? 30 : 0;
  },
  weight: 4,
  plan(scene, person, acts, random) {
    scene.output.row('dependants', {
      member_id: person.id,
      kind: 'child',
      birth_date: dayText(dayOf(person.joinedAt) - random.between(30, 900)),
      guardian_consent_at: timeText(person.joinedAt),
    });
    for (let act = 0; act < acts; act++) {
      scene.agenda.plan(scene.someTime(person), (at) => {
        const kind = random.weighted([11, 4, 3, 2]);
        if (kind > 0) {
          reward(scene, person, at, {
            wallet: 'base',
            reason: ['', 'lecture', 'survey', 'feedback'][kind]!,
            merchant: 'K1',
          });
          return;
        }
        sell(scene, person, at, {
          wallet: 'base',
          lines: [{ product: GOODS[random.weighted([8, 1, 1, 6])]!, quantity: random.between(1, 2) }],
          channel: random.chance(0.5) ? 'app' : 'pos',
        });
      });
    }
  },
};
