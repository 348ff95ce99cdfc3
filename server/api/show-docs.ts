import type { ApiDescription, Operation } from './describe-api.ts';

const STYLE = `
  :root { color-scheme: light dark; --line: #8884; --soft: #8881; --mark: #0a7f5a; }
  body { font: 16px/1.55 system-ui, sans-serif; margin: 0 auto; max-width: 60rem; padding: 2rem 1.25rem 6rem; }
  h1 { font-size: 1.7rem; } h2 { margin-top: 3rem; border-bottom: 1px solid var(--line); } h3 { margin: 2rem 0 .4rem; font-size: 1rem; }
  code, pre { font: .86rem/1.5 ui-monospace, monospace; } pre { background: var(--soft); padding: .8rem 1rem; overflow: auto; border-radius: .5rem; }
  .method { display: inline-block; min-width: 3.6rem; color: var(--mark); font-weight: 700; }
  table { border-collapse: collapse; width: 100%; } td, th { text-align: left; vertical-align: top; padding: .3rem .8rem .3rem 0; border-bottom: 1px solid var(--line); }
  summary { cursor: pointer; }`;

const INTRODUCTION = `
  <p>Every request carries a key: <code>Authorization: Bearer kazi_…</code>. Bodies are JSON. The same description for machines is
  <a href="/api/v1/openapi.json">openapi.json</a>.</p>
  <pre>curl -H 'Authorization: Bearer kazi_…' -H 'Content-Type: application/json' -H 'Idempotency-Key: order-1042-ready' \\
  -d '{"text":"Your order is ready."}' …/api/v1/conversations/{id}/messages</pre>
  <p>Lists answer <code>{ "items": [ … ], "nextCursor": … }</code>: pass <code>nextCursor</code> as <code>cursor</code> until it is
  null. Refusals are <code>application/problem+json</code> with <code>type</code>, <code>title</code>, <code>status</code>,
  <code>detail</code> and, where fields are at fault, <code>errors</code>. A key may call 50 times a second; beyond that the answer is
  429 with <code>Retry-After</code>.</p>`;

/** The page people read, written whole from the description: no script, nothing fetched from elsewhere. */
export function showDocs(api: ApiDescription): string {
  const operations = Object.entries(api.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );
  const sections = api.tags.map(({ name }) => {
    const own = operations.filter(({ operation }) => operation.tags.includes(name));
    return `<h2>${escape(name)}</h2>${own.map(showOperation).join('')}`;
  });
  const shapes = Object.entries(api.components.schemas).map(
    ([name, schema]) =>
      `<h3 id="shape-${escape(name)}">${escape(name)}</h3><pre>${escape(JSON.stringify(schema, null, 2))}</pre>`,
  );
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escape(api.info.title)}</title><style>${STYLE}</style></head>
<body><main><h1>${escape(api.info.title)}</h1><p>${escape(api.info.description)}</p>${INTRODUCTION}${sections.join('')}<h2>Shapes</h2>${shapes.join('')}</main></body>
</html>`;
}

function showOperation({
  path,
  method,
  operation,
}: {
  path: string;
  method: string;
  operation: Operation;
}): string {
  const { parameters, requestBody, responses } = operation;
  const rows = parameters.map(
    (p) =>
      `<tr><td><code>${escape(p.name)}</code></td><td>${escape(p.in)}</td><td>${marked(p.description ?? '')}</td></tr>`,
  );
  const answers = Object.entries(responses).map(
    ([status, answer]) =>
      `<tr><td>${escape(status)}</td><td>${marked(answer.description)}${showShape(answer.content)}</td></tr>`,
  );
  return `<section id="${escape(operation.operationId)}">
    <h3><span class="method">${escape(method.toUpperCase())}</span> <code>${escape(path)}</code></h3>
    <p>${escape(operation.summary)}. ${marked(operation.description)}</p>
    ${rows.length > 0 ? `<table><tbody>${rows.join('')}</tbody></table>` : ''}
    ${requestBody ? `<p>Body: ${showShape(requestBody.content)}</p>` : ''}
    <details><summary>Answers</summary><table><tbody>${answers.join('')}</tbody></table></details>
  </section>`;
}

function showShape(content: Record<string, { schema: Record<string, unknown> }> | undefined): string {
  const names = [...JSON.stringify(content ?? {}).matchAll(/#\/components\/schemas\/(\w+)/g)].map(
    ([, name]) => name!,
  );
  return [...new Set(names)].map((name) => ` <a href="#shape-${name}">${name}</a>`).join('');
}

/** Text in which back-ticks mark code. */
function marked(text: string): string {
  return escape(text).replace(/`([^`]+)`/g, '<code>$1</code>');
}

function escape(text: string): string {
  return text.replace(/[&<>"]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c]!);
}
