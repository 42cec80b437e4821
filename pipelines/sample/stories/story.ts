import type { Person } from '../person.ts';
import type { Random } from '../random.ts';
import type { Scene } from '../scene.ts';

/** One of the programme's stories: whom it concerns, and what then happens over the years. */
export interface Story {
  readonly name: string;
  /** How likely a member lives this story, in per cent. */
  likelihood(person: Person): number;
  /** How the acts of a member are shared among his or her stories. */
  readonly weight: number;
  /** Plans about `acts` acts of this member. */
  plan(scene: Scene, person: Person, acts: number, random: Random): void;
}

export const persons =
  (percent: number) =>
  (person: Person): number =>
    person.isEnterprise ? 0 : percent;
