import { SvelteSet } from 'svelte/reactivity';

/** The findings that are chosen in a list, by their ids; belongs to one question. */
export class Selection {
  readonly #chosen = new SvelteSet<string>();
  /** Ids in the order of the list, as far as it is loaded. */
  #loaded: string[] = [];
  #last: string | undefined;

  /** @param question what the list shows; another question has another selection */
  constructor(readonly question: string) {}

  get ids(): string[] {
    return [...this.#chosen];
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

  all(): void {
    for (const id of this.#loaded) this.#chosen.add(id);
  }

  none(): void {
    this.#chosen.clear();
  }
}
