import type { Locale } from '$lib/locale.ts';
import type { Door } from '$lib/server/access/door.ts';
import type { Viewer } from '$lib/server/access/viewer.ts';
import type { Theme } from '$lib/theme.ts';

declare global {
  namespace App {
    interface Locals {
      locale: Locale;
      theme: Theme;
      /** Whom the request acts for; null: nobody has signed in. */
      viewer: Viewer | null;
      door: Door;
    }
    interface Error {
      message: string;
      /** Stable word for what went wrong; the page shows its own sentence for it. */
      code?: string;
    }
  }
}

export {};
