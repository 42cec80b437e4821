import { reward, sell } from '../sales.ts';
import { persons, type Story } from './story.ts';

/** A bank card whose points live as long as it is used; the bank reports spending the night after. */
export const bankCard: Story = {
  name: 'bank-card',
  likelihood: persons(24),
  weight: 5,
  plan(scene, person, acts, random) {
    if (random.chance(0.3)) {
      scene.agenda.plan(person.joinedAt + 3600, (at) => {
        reward(scene, person, at, { wallet: 'card', reason: 'card_opening', merchant: 'B1' });
      });
    }
    for (let act = 0; act < acts; act++) {
      const amount = random.between(60, 9000) * 100 + random.pick([0, 0, 50, 80]);
      scene.agenda.plan(scene.someTime(person), (at) =>
        sell(scene, person, at, {
          wallet: 'card',
          lines: [{ product: 'P501', quantity: 1, amount }],
          channel: 'pos',
          taxRate: '0.06',
          recordedNextDayAt: random.chance(0.2) ? 2 * 3600 + random.below(60) * 60 : undefined,
        }),
      );
    }
  },
};
