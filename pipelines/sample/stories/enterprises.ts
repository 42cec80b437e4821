import { reward } from '../sales.ts';
import type { Story } from './story.ts';

/** Enterprises reward each other's green deliveries: the points name who gave the cause. */
export const enterprises: Story = {
  name: 'enterprises',
  likelihood: (person) => (person.isEnterprise ? 100 : 0),
  weight: 1,
  plan(scene, person, acts) {
    const partners = scene.people.filter((other) => other.isEnterprise && other !== person);
    if (partners.length === 0) return;
    for (let act = 0; act < acts; act++) {
      scene.agenda.plan(scene.someTime(person), (at) => {
        const partner = scene.random.pick(partners);
        if (partner.joinedAt < at) {
          reward(scene, person, at, { wallet: 'green', reason: 'b2b_green', counterparty: partner.id });
        }
      });
    }
  },
};
