import type { Parameters } from '#engine/database.server.ts';

/**
 * Builds the `where` of a question. Texts of SQL come from the source code alone; whatever a request names arrives as a
 * bound parameter.
 */
export class Conditions {
  readonly #texts: string[] = [];
  readonly parameters: Parameters = {};

  /** Adds a condition that names `$parameter`, unless the value is absent. */
  add(text: string, parameter: string, value: string | number | boolean | undefined): this {
    if (value === undefined || value === '') return this;
    this.#texts.push(text);
    this.parameters[parameter] = value;
    return this;
  }

  /** Adds a condition without a parameter. */
  require(text: string): this {
    this.#texts.push(text);
    return this;
  }

  /** `where …`, or nothing. */
  get where(): string {
    return this.#texts.length === 0 ? '' : `where ${this.#texts.join(' and ')}`;
  }
}

/** A condition that a column contains a text, its wildcards taken literally. */
export function contains(column: string, parameter: string): string {
  return `contains(lower(${column}), lower($${parameter}))`;
}
