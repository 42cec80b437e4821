import { END } from '../calendar.ts';
import type { Person } from '../person.ts';
import type { Scene } from '../scene.ts';

/** A member closes the account: what is left is forfeited, wallet by wallet. */
export function planLeaving(scene: Scene, person: Person): void {
  if (person.leavesAt >= END) return;
  scene.agenda.plan(person.leavesAt, (at) => {
    for (const account of person.accounts.values()) {
      if (account.lockedUntil > at)
        throw new Error('Accounts are closed at noon, after the nightly records.');
      const points = account.total(at);
      if (points === 0) continue;
      const second = scene.tick(at);
      account.forfeit(second);
      scene.post(account, {
        id: scene.output.id('E'),
        member: person.id,
        wallet: account.rule.id,
        type: 'forfeit',
        points,
        at: second,
        reason: 'account_closed',
      });
    }
    person.hasLeft = true;
  });
}
