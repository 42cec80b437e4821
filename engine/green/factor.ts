import { quantity, times, type Quantity } from './quantity.ts';

/** What is saved, and in which unit a factor counts it. */
export interface CarrierUnits {
  readonly electricity: 'kWh';
  readonly water: 'm3';
}
export type Carrier = keyof CarrierUnits;

/**
 * `emission`: CO₂ of generating what was not used, the basis of every kilogram here. `footprint`: greenhouse gases over
 * the whole life of supply. They answer different questions and are never mixed.
 */
export type Basis = 'emission' | 'footprint';

/**
 * How sure the figure is: read in the official text (`verified`), in a copy (`secondary`), or chosen by somebody
 * (`assumption`).
 */
export type FactorStatus = 'verified' | 'secondary' | 'assumption';

export interface Factor<C extends Carrier = Carrier, B extends Basis = Basis> {
  readonly id: string;
  readonly carrier: C;
  readonly basis: B;
  /** Millionths of kgCO₂(e) per unit of the carrier. */
  readonly micro: bigint;
  /** Year that the figure describes. */
  readonly year: number;
  /** First two digits of the province's GB/T 2260 code; empty: the country. */
  readonly province: string;
  readonly status: FactorStatus;
}

export type EmissionFactor<C extends Carrier = Carrier> = Factor<C, 'emission'>;

/** Avoided emissions of what was not used, by an emission factor of the same carrier; any other does not compile. */
export function avoidedEmissions<C extends Carrier>(
  saved: Quantity<CarrierUnits[NoInfer<C>]>,
  factor: EmissionFactor<C>,
): Quantity<'kgCO2'> {
  return quantity('kgCO2', times(saved.micro, factor.micro));
}

/** Whether a factor of any basis is one that kilograms may be booked with. */
export function isEmissionFactor<C extends Carrier>(factor: Factor<C>): factor is EmissionFactor<C> {
  return factor.basis === 'emission';
}
