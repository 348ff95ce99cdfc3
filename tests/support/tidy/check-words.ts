import { lineAt } from './source-file.ts';
import type { Finding, SourceFile } from './source-file.ts';

type WordRule = { pattern: RegExp; in: RegExp; except: RegExp; rule: string; wayOut: string };

const CODE = /\.(ts|js|mjs|svelte)$/;
const TESTS = /^(tests|bench)\//;
const NOTHING = /^$/;

// Spelled in two parts where this file would otherwise find itself.
const RULES: readonly WordRule[] = [
  {
    pattern: /\bprocess\.env\b/g,
    in: /^(server|jobs|schema|src)\//,
    // The launcher's plain scripts run before env.ts can; programs it starts get an environment handed on whole.
    except: /^server\/(env\.ts|launch\/[a-z-]+\.mjs)$/,
    rule: 'only server/env.ts reads the environment',
    wayOut: 'add the setting to server/settings.ts and take it from env',
  },
  {
    pattern: /\bconsole\.\w+/g,
    in: /^(server|jobs|schema|src)\//,
    except: /^server\/log\.ts$/,
    rule: 'only server/log.ts writes to the console',
    wayOut: 'use the log handed in, or say() for a person at the terminal',
  },
  {
    pattern: /(?<![.\w])fetch\(/g,
    in: /^(server|jobs|schema)\//,
    except:
      /^server\/(providers\/.+|sandbox\/post-webhook\.ts|launch\/probe-http\.ts|proxy\/tunnel-sync\.ts)$/,
    rule: 'only a provider client calls out',
    wayOut: 'put the call in server/providers, where it has a time limit and an outcome that never throws',
  },
  {
    pattern: /\b(Date\.now\(|new Date\(\)|randomUUID|Math\.random|performance\.now|crypto\.)/g,
    in: /^schema\//,
    except: NOTHING,
    rule: 'schema/ has no clock and no chance',
    wayOut: 'take the time or the id as an argument',
  },
  {
    pattern: new RegExp('\\b(FIX' + 'ME|TO' + 'DO|XX' + 'X|HA' + 'CK)\\b', 'g'),
    in: /./,
    except: /^package-lock\.json$/,
    rule: 'a left-over marker',
    wayOut: 'do it now, or file it where work is kept',
  },
  {
    pattern: new RegExp('@ts-(ign' + 'ore|exp' + 'ect-error|noch' + 'eck)|es' + 'lint-dis' + 'able', 'g'),
    in: CODE,
    except: NOTHING,
    rule: 'a check is switched off',
    wayOut: 'say what is meant so that the check agrees',
  },
  {
    pattern: new RegExp('\\b(it|test|describe|suite)\\.(on' + 'ly|sk' + 'ip|to' + 'do|fi' + 'xme)\\b', 'g'),
    in: TESTS,
    except: NOTHING,
    rule: 'part of the tests is switched off',
    wayOut: 'run it or delete it',
  },
  {
    pattern: new RegExp(
      '/wo' +
        'rk/|\\.\\./sha' +
        'red\\b|registry\\.' +
        'npmjs|npm\\.pkg\\.github|/ho' +
        'me/\\w|/ro' +
        'ot/\\w',
      'g',
    ),
    in: /./,
    // npm writes the registry of each package into its lock.
    except: /^package-lock\.json$/,
    rule: 'a word about one machine',
    wayOut: 'leave it out: the project runs anywhere',
  },
];

/** Words that may not stand where they stand. Comments in code do not count as calls. */
export function checkWords(files: readonly SourceFile[]): Finding[] {
  return files.flatMap(({ path, text }) =>
    RULES.filter((r) => r.in.test(path) && !r.except.test(path)).flatMap(({ pattern, rule, wayOut }) =>
      [...text.matchAll(pattern)]
        .filter((match) => !isOwnWords(path) && !(isCall(pattern) && isCommented(text, match.index)))
        .map((match) => ({
          path,
          line: lineAt(text, match.index),
          rule: `${rule} (${match[0].trim()})`,
          wayOut,
        })),
    ),
  );
}

/** The rules and their bad examples name what they forbid. */
function isOwnWords(path: string): boolean {
  return path === 'tests/tidy.test.ts' || path === 'tests/support/tidy/check-words.ts';
}

function isCall(pattern: RegExp): boolean {
  return RULES.slice(0, 4).some((r) => r.pattern === pattern);
}

function isCommented(text: string, position: number): boolean {
  const line = text.slice(text.lastIndexOf('\n', position) + 1, position);
  return /^\s*(\/\/|\*|\/\*)/.test(line) || /\s\/\/\s/.test(line);
}
