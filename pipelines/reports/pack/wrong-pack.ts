/** The first thing that is wrong with a pack, as a clause: the sentence begins with whose pack it is. */
export class WrongPack extends Error {
  override readonly name = 'WrongPack';
}

/** @throws WrongPack where it does not hold. */
export function hold(isSo: boolean, otherwise: string): void {
  if (!isSo) throw new WrongPack(otherwise);
}
