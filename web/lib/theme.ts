/** How the page is lit: `auto` follows the reader's system. */
export const THEMES = ['auto', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

export const THEME_COOKIE = 'jiheng-theme';

/** The theme a cookie names, or `auto`. */
export function asTheme(text: string | undefined): Theme {
  return THEMES.find((each) => each === text) ?? 'auto';
}
