import type { Upload } from '$lib/server/uploads/uploads.ts';

/** A file on its way to the server. */
export interface Sending {
  readonly done: Promise<Upload>;
  cancel(): void;
}

/**
 * Sends a file's bytes as they are. `XMLHttpRequest` is used since `fetch` does not tell how much has been sent.
 *
 * @param onBytes told how many bytes have left
 */
export function sendFile(upload: string, file: File, onBytes: (bytes: number) => void): Sending {
  const request = new XMLHttpRequest();
  const done = new Promise<Upload>((resolve, reject) => {
    request.open('PUT', `/api/uploads/${upload}/files?name=${encodeURIComponent(file.name)}`);
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.responseType = 'json';
    request.upload.onprogress = (event) => onBytes(event.loaded);
    request.onload = () => {
      const body = request.response as (Upload & { error?: { message: string } }) | null;
      if (request.status === 201 && body) resolve(body);
      else reject(new Error(body?.error?.message ?? `HTTP ${request.status}`));
    };
    request.onerror = request.onabort = () => reject(new Error(''));
    request.send(file);
  });
  return { done, cancel: () => request.abort() };
}
