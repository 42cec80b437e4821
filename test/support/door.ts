import { onTestFinished } from 'vitest';
import { createLink, linkForStart } from '#pipelines/people/one-time-links.ts';
import { createAccount, type Account, type AccountTerms } from '#pipelines/people/people.ts';
import { openState, type State } from '#pipelines/state/open.ts';
import { Door, withCookies, type DoorSettings } from '../../web/lib/server/access/door.ts';

/** A door over the state of a workspace, and browsers that come to it. */
export interface TestDoor {
  readonly door: Door;
  readonly state: State;
  readonly clock: { now: Date };
  /** Makes the first administrator as the first start does. */
  setUp(): Promise<{ browser: Browser; account: Account }>;
  /** Invites somebody who accepts with a password; their browser is signed in. */
  join(
    terms: Partial<AccountTerms> & Pick<AccountTerms, 'role'>,
  ): Promise<{ browser: Browser; account: Account }>;
}

export const PASSWORD = 'a long enough sentence';

/** A browser: it keeps what cookies it is given. */
export class Browser {
  readonly address = '127.0.0.1';
  headers = new Headers();

  keep(cookies: readonly string[]): void {
    this.headers = withCookies(this.headers, cookies);
  }

  /** Another browser with the same cookies, as somebody has who copied them. */
  copy(): Browser {
    const copied = new Browser();
    copied.headers = new Headers(this.headers);
    return copied;
  }
}

export function openDoor(workspace: string, settings: Partial<DoorSettings> = {}): TestDoor {
  const state = openState(workspace);
  onTestFinished(() => void state.close());
  const clock = { now: new Date() };
  const door = new Door({
    state,
    secret: 'for tests alone: thirty-two and more',
    origin: 'http://127.0.0.1:4173',
    singleSignOn: null,
    isPublic: false,
    zone: 'Asia/Shanghai',
    now: () => clock.now,
    ...settings,
  });
  return {
    door,
    state,
    clock,
    async setUp() {
      const browser = new Browser();
      const token = linkForStart(state, door.today(), clock.now)!;
      const { account, cookies } = await door.enterByLink(token, browser);
      browser.keep(cookies);
      return { browser, account };
    },
    async join(terms) {
      const email = terms.email ?? `${terms.role}@example.cn`;
      const account = createAccount(
        state,
        {
          name: terms.role,
          scope: { programmes: null, merchants: null, regions: null },
          ends_on: terms.role === 'auditor' ? '2099-12-31' : null,
          ...terms,
          email,
        },
        clock.now,
      );
      const browser = new Browser();
      const link = createLink(state, { kind: 'invitation', person_id: account.id }, clock.now);
      const { cookies } = await door.acceptInvitation(
        link,
        { name: account.name, password: PASSWORD },
        browser,
      );
      browser.keep(cookies);
      return { browser, account };
    },
  };
}
