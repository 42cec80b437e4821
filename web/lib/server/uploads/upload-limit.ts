const GIB = 1024 ** 3;

/** Bytes of one uploaded file: 20 GiB, or as many megabytes as JIHENG_UPLOAD_MB says. */
export function uploadLimit(environment: NodeJS.ProcessEnv = process.env): number {
  const megabytes = Number(environment.JIHENG_UPLOAD_MB);
  return Number.isFinite(megabytes) && megabytes > 0 ? megabytes * 1024 ** 2 : 20 * GIB;
}

/** What must stay free on the disk after a file has come in: the batch made of it needs room too. */
export const SPARE_BYTES = GIB;
