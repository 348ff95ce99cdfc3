import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { sayError } from '../log.ts';
import { collectOutput, type ConcernLevel } from './collect-output.ts';
import { readProcessIdentity } from './process-identity.ts';
import type { ProcessState, ProcessStatus } from './process-status.ts';
import { decideRestart } from './restart-delay.ts';

const probeEveryMs = 100;

/** One program that the launcher keeps alive. */
export interface ChildPlan {
  name: string;
  command: string;
  args: string[];
  cwd: string;
  env: Record<string, string>;
  dataDir: string;
  quiet: boolean;
  concernLevel?: ConcernLevel;
  /** Asked every 100 ms until true; without it the child counts as running once it is spawned. */
  isReady?: () => Promise<boolean>;
  onStatus: (status: ProcessStatus) => void;
}

export interface SupervisedChild {
  name: string;
  pid: () => number | null;
  /** Kills the process outright, as a crash would; it is then started again. */
  kill: () => void;
  /** SIGTERM, then SIGKILL after `graceMs`; it is not started again. */
  stop: (graceMs: number) => Promise<void>;
  recentLines: () => string[];
}

/**
 * Starts a child and starts it again whenever it dies, later each time. It gets its own process group, so that
 * Ctrl-C reaches the launcher alone and the order of stopping is ours.
 */
export function superviseChild(plan: ChildPlan): SupervisedChild {
  const output = collectOutput(plan);
  let child: ChildProcess | null = null;
  let restartTimer: NodeJS.Timeout | null = null;
  let isStopping = false;
  let deaths = 0;
  let restarts = 0;

  function report(state: ProcessState): void {
    const pid = child?.pid ?? null;
    const identity = pid === null ? null : readProcessIdentity(pid);
    plan.onStatus({ name: plan.name, state, pid, identity, restarts, sinceAt: Date.now() });
  }

  function start(): void {
    restartTimer = null;
    const startedAt = Date.now();
    const started = spawn(plan.command, plan.args, {
      cwd: plan.cwd,
      env: plan.env,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    child = started;
    output.follow(started.stdout, 'stdout');
    output.follow(started.stderr, 'stderr');
    report('starting');
    let isOver = false;
    function end(how: string): void {
      if (isOver) return;
      isOver = true;
      killGroup(started, 'SIGKILL');
      child = null;
      if (isStopping) return report('stopped');
      const decision = decideRestart({ deaths, uptimeMs: Date.now() - startedAt });
      deaths = decision.deaths;
      restarts += 1;
      report('restarting');
      if (!plan.quiet) sayError(`${plan.name} ${how}; starting it again in ${decision.delayMs} ms.`);
      restartTimer = setTimeout(start, decision.delayMs);
    }
    started.once('error', (error) => end(`could not be started (${error.message})`));
    started.once('exit', (code, signal) =>
      end(signal ? `was killed by ${signal}` : `stopped with code ${code}`),
    );
    void reportWhenReady(started);
  }

  async function reportWhenReady(started: ChildProcess): Promise<void> {
    while (child === started && !isStopping) {
      if (!plan.isReady || (await plan.isReady())) {
        if (child === started && !isStopping) report('running');
        return;
      }
      await new Promise((resolve) => setTimeout(resolve, probeEveryMs));
    }
  }

  start();

  return {
    name: plan.name,
    pid: () => child?.pid ?? null,
    kill() {
      child?.kill('SIGKILL');
    },
    async stop(graceMs) {
      isStopping = true;
      if (restartTimer) clearTimeout(restartTimer);
      if (child) await stopProcess(child, graceMs);
      else report('stopped');
      output.close();
    },
    recentLines: output.recentLines,
  };
}

/** Asks a child to end, and ends it and its group when it has not after `graceMs`. */
async function stopProcess(child: ChildProcess, graceMs: number): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  const timer = setTimeout(() => killGroup(child, 'SIGKILL'), graceMs);
  await exited;
  clearTimeout(timer);
}

function killGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    // The whole group has gone already.
  }
}
