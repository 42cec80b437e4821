/**
 * Disjoint sets over the numbers 0 to `size` − 1: members tied by transfers end up in one set, which its smallest
 * number stands for. Path halving (Tarjan and van Leeuwen 1984) keeps the walks short.
 */
export class Components {
  private readonly parent: Int32Array;

  constructor(size: number) {
    this.parent = Int32Array.from({ length: size }, (_, index) => index);
  }

  link(left: number, right: number): void {
    const leftRoot = this.root(left);
    const rightRoot = this.root(right);
    if (leftRoot < rightRoot) this.parent[rightRoot] = leftRoot;
    else this.parent[leftRoot] = rightRoot;
  }

  /** The smallest number of the set. */
  root(element: number): number {
    const { parent } = this;
    let current = element;
    while (parent[current] !== current) {
      parent[current] = parent[parent[current]!]!;
      current = parent[current]!;
    }
    return current;
  }
}
