/** How many answers of one book are kept, and how long one may be: a page shows less, an export more. */
const ANSWERS_KEPT = 400;
const ROWS_KEPT = 1000;

/** Questions as they are asked, with what they are asked of. */
type Ask = () => Promise<readonly unknown[]>;

/**
 * The answers that a book gave lately. A book never changes, so the same question has the same answer for as long as
 * the book is open; the one unused longest goes first.
 */
export class RecentAnswers {
  readonly #answers = new Map<string, Promise<readonly unknown[]>>();

  /** The rows of a question, asked now unless they are known; callers get a copy of their own. */
  async rows<Row>(sql: string, parameters: unknown, ask: Ask): Promise<Row[]> {
    const key = JSON.stringify([sql, parameters ?? null]);
    const known = this.#answers.get(key);
    this.#answers.delete(key);
    const answer = known ?? ask();
    this.#answers.set(key, answer);
    try {
      const found = await answer;
      if (found.length > ROWS_KEPT) this.#answers.delete(key);
      else if (this.#answers.size > ANSWERS_KEPT) this.#answers.delete(this.#answers.keys().next().value!);
      return found.map((row) => ({ ...(row as Row) }));
    } catch (error) {
      this.#answers.delete(key);
      throw error;
    }
  }
}
