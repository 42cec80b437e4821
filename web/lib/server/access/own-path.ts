/** Only a path of this server: `//elsewhere` and `/\\elsewhere` are addresses of another. */
export function ownPath(back: string | null | undefined): string {
  return back && /^\/(?![/\\])/.test(back) ? back : '/';
}
