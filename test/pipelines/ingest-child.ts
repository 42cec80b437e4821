import { ingest } from '#pipelines/ingest/ingest.ts';

// Ingests in a process of its own, telling each step, so that a test can kill it in the middle of one.
const [workspace, folder] = process.argv.slice(2);
await ingest(workspace!, [folder!], { onStep: (step) => process.stdout.write(`${step}\n`) });
