import { userInfo } from 'node:os';
import { z } from 'zod';
import { UserError } from '#engine/user-error.ts';
import type { State } from './open.ts';

/** A person as the log names them: the id stays, the name is what it was when they acted. */
export const Person = z.object({
  id: z
    .string()
    .regex(/^[\p{L}\p{N}][\p{L}\p{N}._@-]{0,63}$/u, 'an id has letters, digits and . _ @ - only, 64 at most'),
  name: z.string().trim().min(1).max(100),
});
export type Person = z.infer<typeof Person>;

const SETTING = 'operator';

/**
 * Who sits at this machine: what the setting says, else the account of the operating system. It is asserted, not proven.
 */
export function readOperator(state: State): Person {
  const [row] = state.prepare('select value from settings where name = ?').all(SETTING) as {
    value: string;
  }[];
  if (row) return Person.parse(JSON.parse(row.value));
  const { username } = userInfo();
  return Person.safeParse({ id: username, name: username }).data ?? { id: 'local', name: 'local' };
}

/**
 * Says who sits at this machine from now on.
 *
 * @throws UserError where the id or the name cannot be one.
 */
export function setOperator(state: State, person: Person): Person {
  const parsed = Person.safeParse(person);
  if (!parsed.success)
    throw new UserError(
      `The operator cannot be set: ${parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ')}.`,
    );
  state
    .prepare(
      'insert into settings (name, value) values (?, ?) on conflict (name) do update set value = excluded.value',
    )
    .run(SETTING, JSON.stringify(parsed.data));
  return parsed.data;
}
