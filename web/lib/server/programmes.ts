import { readConfiguration } from '#pipelines/store/workspace.ts';

/** A programme as the pages name it. */
export interface ProgrammeFacts {
  readonly id: string;
  readonly names: Readonly<Record<string, string>>;
  readonly time_zone: string;
  readonly currency: string;
  readonly wallets: readonly { readonly id: string; readonly names: Readonly<Record<string, string>> }[];
}

/** The programmes that the workspace configures. */
export async function programmes(workspace: string): Promise<ProgrammeFacts[]> {
  const configuration = await readConfiguration(workspace);
  return configuration.programmes.map((programme) => ({
    id: programme.id,
    names: programme.names ?? {},
    time_zone: programme.time_zone,
    currency: programme.currency,
    wallets: Object.entries(programme.wallets).map(([id, wallet]) => ({ id, names: wallet.names ?? {} })),
  }));
}

/** The time zone of a programme, or of the first one where none is named. */
export async function programmeZone(workspace: string, programme?: string): Promise<string> {
  const all = await programmes(workspace);
  return (all.find((each) => each.id === programme) ?? all[0])?.time_zone ?? 'Asia/Shanghai';
}
