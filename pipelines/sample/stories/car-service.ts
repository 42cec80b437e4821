import { sell } from '../sales.ts';
import { persons, type Story } from './story.ts';

const SERVICES = ['P301', 'P302', 'P303', 'P304', 'P305'];

/** The car-service centre: a yuan is a point, five thousand points are a service of 500 yuan. */
export const carService: Story = {
  name: 'car-service',
  likelihood: persons(18),
  weight: 3,
  plan(scene, person, acts, random) {
    for (let act = 0; act < acts; act++) {
      const product = SERVICES[random.weighted([5, 4, 2, 2, 2])]!;
      const quantity = product === 'P304' ? random.pick([1, 2, 4]) : 1;
      scene.agenda.plan(scene.someTime(person), (at) =>
        sell(scene, person, at, { wallet: 'auto', lines: [{ product, quantity }], channel: 'pos' }),
      );
    }
  },
};
