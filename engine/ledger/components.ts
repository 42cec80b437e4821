/**
 * Disjoint sets over dense numbers: members tied by transfers end up in one set.
 * Union by size with path halving (Tarjan 1975): near constant time per link.
 */
export class Components {
  private readonly parent: number[] = [];
  private readonly size: number[] = [];

  /** Adds one more element and gives its number. */
  add(): number {
    this.parent.push(this.parent.length);
    this.size.push(1);
    return this.parent.length - 1;
  }

  link(left: number, right: number): void {
    let larger = this.root(left);
    let smaller = this.root(right);
    if (larger === smaller) return;
    if (this.size[larger]! < this.size[smaller]!) [larger, smaller] = [smaller, larger];
    this.parent[smaller] = larger;
    this.size[larger] = this.size[larger]! + this.size[smaller]!;
  }

  /** The element that stands for the set. */
  root(element: number): number {
    let current = element;
    while (this.parent[current] !== current) {
      this.parent[current] = this.parent[this.parent[current]!]!;
      current = this.parent[current]!;
    }
    return current;
  }
}
