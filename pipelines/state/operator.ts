import { userInfo } from 'node:os';
import { z } from 'zod';

/** A person as the log names them: the id stays, the name is what it was when they acted. */
export const Person = z.object({
  id: z
    .string()
    .regex(/^[\p{L}\p{N}][\p{L}\p{N}._@-]{0,63}$/u, 'an id has letters, digits and . _ @ - only, 64 at most'),
  name: z.string().trim().min(1).max(100),
});
export type Person = z.infer<typeof Person>;

/** Who runs commands on this machine, by the account of the operating system. It is asserted, not proven. */
export function localOperator(): Person {
  const { username } = userInfo();
  return Person.safeParse({ id: username, name: username }).data ?? { id: 'local', name: 'local' };
}
