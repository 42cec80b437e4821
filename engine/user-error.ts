/**
 * A mistake of the person who runs Jiheng: wrong usage or unusable input. The message is one sentence that names what
 * is wrong and says what to do next; the command line prints it alone and exits with `exitCode`.
 */
export class UserError extends Error {
  readonly exitCode: 1 | 2;

  constructor(message: string, options: { exitCode?: 1 | 2; cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.name = 'UserError';
    this.exitCode = options.exitCode ?? 2;
  }
}
