import { SvelteMap, SvelteSet } from 'svelte/reactivity';

/** The findings that are chosen in a list, by their ids; belongs to one question. */
export class Selection {
  readonly #chosen = new SvelteSet<string>();
  /** Groups that are chosen as a whole, each with its findings: one may stand in several groups. */
  readonly #groups = new SvelteMap<string, readonly string[]>();
  /** Ids in the order of the list, as far as it is loaded. */
  #loaded: string[] = [];
  #last: string | undefined;

  /** @param question what the list shows; another question has another selection */
  constructor(readonly question: string) {}

  get ids(): string[] {
    const ofGroups = [...this.#groups.values()].flat();
    return [...new Set([...this.#chosen, ...ofGroups])]; // eslint-disable-line svelte/prefer-svelte-reactivity -- made anew
  }

  has(id: string): boolean {
    return this.#chosen.has(id);
  }

  /** Notes rows that came in. */
  load(ids: readonly string[]): void {
    this.#loaded.push(...ids.filter((id) => !this.#loaded.includes(id)));
  }

  /** Chooses one or lets it go; with `isRange` all rows since the last one that was touched. */
  toggle(id: string, isChosen: boolean, isRange: boolean): void {
    const from = isRange && this.#last !== undefined ? this.#loaded.indexOf(this.#last) : -1;
    const to = this.#loaded.indexOf(id);
    const range = from < 0 || to < 0 ? [id] : this.#loaded.slice(Math.min(from, to), Math.max(from, to) + 1);
    for (const each of range) {
      if (isChosen) this.#chosen.add(each);
      else this.#chosen.delete(each);
    }
    this.#last = id;
  }

  hasGroup(key: string): boolean {
    return this.#groups.has(key);
  }

  /** Chooses all findings of a group or lets them go. */
  toggleGroup(key: string, ids: readonly string[], isChosen: boolean): void {
    if (isChosen) this.#groups.set(key, ids);
    else this.#groups.delete(key);
  }

  all(): void {
    for (const id of this.#loaded) this.#chosen.add(id);
  }

  none(): void {
    this.#chosen.clear();
    this.#groups.clear();
  }
}
