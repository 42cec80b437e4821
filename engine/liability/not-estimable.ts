import { UserError } from '../user-error.ts';

/** Why an estimate does not exist: the `status` a row of liability.estimates carries instead of a figure. */
export type Reason =
  | 'too_few_origins'
  | 'zero_column'
  | 'zero_cell'
  | 'no_exposure'
  | 'no_tail'
  | 'nothing_at_risk'
  | 'no_prior'
  | 'nothing_to_compare';

/** The data cannot carry the estimate that was asked for. The message says why and what serves instead. */
export class NotEstimable extends UserError {
  readonly reason: Reason;

  constructor(reason: Reason, message: string) {
    super(message);
    this.name = 'NotEstimable';
    this.reason = reason;
  }
}
