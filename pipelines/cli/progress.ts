/**
 * How far long work has come. `fraction` lies between 0 and 1, or is left out where nobody can know; `rows` are those
 * read so far, `bytes` those of the file at hand.
 */
export interface Progress {
  step(name: string, fraction?: number, rows?: number, bytes?: number): void;
  end(): void;
}

/** Progress that goes nowhere, for tests and callers that do not watch. */
export const silent: Progress = { step() {}, end() {} };

const BAR = 24;

/**
 * Progress on a stream: a bar on a terminal, plain lines elsewhere (a new line for a new step or a further tenth, so
 * that logs stay short).
 */
export function progressOn(stream: NodeJS.WriteStream): Progress {
  let last = '';
  return stream.isTTY
    ? {
        step(name, fraction, rows, bytes) {
          const filled = Math.round((fraction ?? 0) * BAR);
          const bar = fraction === undefined ? '' : ` ${'█'.repeat(filled)}${'░'.repeat(BAR - filled)}`;
          last = `${name}${bar}${rows === undefined ? '' : ` ${rows} rows`}${bytes === undefined ? '' : ` ${Math.round(bytes / 1e6)} MB`}`;
          stream.write(`\r\u001b[K${last}`);
        },
        end() {
          if (last) stream.write('\r\u001b[K');
          last = '';
        },
      }
    : {
        step(name, fraction) {
          const line = fraction === undefined ? name : `${name} ${Math.floor(fraction * 10) * 10}%`;
          if (line !== last) stream.write(`${line}\n`);
          last = line;
        },
        end() {
          last = '';
        },
      };
}

/** One JSON object a line, for whoever started this process: `step`, and `fraction`, `rows` and `bytes` where they are known. */
export function progressLines(stream: NodeJS.WritableStream): Progress {
  let last = '';
  return {
    step(name, fraction, rows, bytes) {
      const known = fraction === undefined ? {} : { fraction: Math.round(fraction * 1000) / 1000 };
      const line = JSON.stringify({
        step: name,
        ...known,
        ...(rows === undefined ? {} : { rows }),
        ...(bytes === undefined ? {} : { bytes }),
      });
      if (line !== last) stream.write(`${line}\n`);
      last = line;
    },
    end() {},
  };
}
