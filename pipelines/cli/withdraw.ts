import { withdrawBatch } from '#pipelines/store/withdraw.ts';
import { action, subcommand } from './command.ts';

export const withdrawCommand = subcommand('withdraw', 'say that a batch no longer counts; nothing is deleted')
  .argument('<batch>', 'id of the batch')
  .option('--reason <text>', 'why, for whoever reads the chain later');

action<{ reason?: string }>(withdrawCommand, async ([batch], { reason }, { workspace, signal }) => {
  const manifest = await withdrawBatch(workspace, batch!, { reason, signal });
  return {
    json: {
      batch_id: manifest.batch_id,
      withdraws: manifest.withdraws,
      reason: manifest.reason,
      sequence: manifest.sequence,
    },
    text: `批次 ${batch} 已撤回 / batch ${batch} no longer counts. 重新计算 / recompute: jiheng compute`,
  };
});
