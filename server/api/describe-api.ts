import { z } from 'zod';
import type { Route } from './define-route.ts';
import { PROBLEMS, problemType } from './problem.ts';
import type { ProblemCode } from './problem.ts';

type Json = Record<string, unknown>;

export type Operation = {
  operationId: string;
  tags: string[];
  summary: string;
  description: string;
  parameters: { name: string; in: string; required: boolean; description?: string; schema: Json }[];
  requestBody?: { required: boolean; content: Record<string, { schema: Json }> };
  responses: Record<
    string,
    { description: string; content?: Record<string, { schema: Json }>; headers?: Json }
  >;
};

export type ApiDescription = {
  openapi: string;
  info: { title: string; version: string; description: string };
  servers: { url: string }[];
  security: Json[];
  tags: { name: string }[];
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Json>; securitySchemes: Json };
};

const problemSchema = z
  .object({
    type: z.string().meta({ description: 'A URI that names the kind of problem; compare it as a whole.' }),
    title: z.string(),
    status: z.int(),
    detail: z.string().meta({ description: 'What is wrong this time, and the way out.' }),
    errors: z
      .array(z.object({ path: z.string(), message: z.string() }))
      .optional()
      .meta({ description: 'Field by field, when a body or a parameter was refused.' }),
    contactId: z.string().optional().meta({ description: 'Who has the identity that is taken.' }),
  })
  .meta({ id: 'Problem' });

const ALWAYS: ProblemCode[] = [
  'not_signed_in',
  'bad_key',
  'missing_scope',
  'rate_limited',
  'defect',
  'unavailable',
];
const WITH_BODY: ProblemCode[] = [
  'unsupported_media_type',
  'body_too_large',
  'body_unreadable',
  'invalid_input',
];
const WITH_POST: ProblemCode[] = ['bad_idempotency_key', 'idempotency_mismatch'];

const fileBody = {
  required: true,
  content: {
    '*/*': { schema: { type: 'string', format: 'binary' } },
    'multipart/form-data': {
      schema: {
        type: 'object',
        required: ['file'],
        properties: { file: { type: 'string', format: 'binary' } },
      },
    },
  },
};

/** The OpenAPI 3.1 document of these routes, written from the schemas that check their requests. */
export function describeApi(routes: readonly Route[]): ApiDescription {
  const schemas: Record<string, Json> = {};
  const problemRef = toJson(problemSchema, { io: 'output', schemas });
  const paths: ApiDescription['paths'] = {};
  for (const route of routes) {
    (paths[route.path] ??= {})[route.method] = describeRoute(route, { schemas, problemRef });
  }
  return {
    openapi: '3.1.1',
    info: {
      title: 'Kazi REST API',
      version: '1',
      description:
        'JSON over HTTPS. Ids are opaque strings, times are RFC 3339 in UTC, lists come in pages, refusals are RFC 9457 problem bodies.',
    },
    servers: [{ url: '/api/v1' }],
    security: [{ apiKey: [] }],
    tags: [...new Set(routes.map((r) => r.tag))].map((name) => ({ name })),
    paths,
    components: { schemas, securitySchemes: { apiKey: { type: 'http', scheme: 'bearer' } } },
  };
}

function describeRoute(
  route: Route,
  { schemas, problemRef }: { schemas: Record<string, Json>; problemRef: Json },
): Operation {
  const { answer, body } = route;
  const answerSchema = toJson(answer.schema, { io: 'output', schemas });
  return {
    operationId: operationId(route),
    tags: [route.tag],
    summary: route.summary,
    description: [route.description, `Needs the scope \`${route.scope}\`.`].filter(Boolean).join(' '),
    parameters: [...pathParameters(route), ...queryParameters(route, schemas), ...headerParameters(route)],
    ...(route.takesFile && { requestBody: fileBody }),
    ...(body && {
      requestBody: {
        required: true,
        content: { 'application/json': { schema: toJson(body, { io: 'input', schemas }) } },
      },
    }),
    responses: {
      [answer.status]: {
        description: answer.description,
        content: { 'application/json': { schema: answerSchema } },
      },
      ...describeProblems(route, problemRef),
    },
  };
}

function describeProblems(route: Route, problemRef: Json): Operation['responses'] {
  const hasQuery = Object.keys(route.query.shape).length > 0;
  const codes = new Set<ProblemCode>([
    ...ALWAYS,
    ...(route.body ? WITH_BODY : []),
    ...(route.method === 'post' ? WITH_POST : []),
    ...(hasQuery ? (['bad_parameter', 'bad_cursor'] as const) : []),
    ...(route.problems ?? []),
  ]);
  const responses: Operation['responses'] = {};
  for (const code of codes) {
    const { status, title } = PROBLEMS[code];
    const line = `${title} (\`${problemType(code)}\`)`;
    const known = responses[status];
    if (known) known.description += `; ${line}`;
    else
      responses[status] = {
        description: line,
        content: { 'application/problem+json': { schema: problemRef } },
      };
  }
  return responses;
}

function pathParameters({ path }: Route): Operation['parameters'] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name: name!,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));
}

function queryParameters({ query }: Route, schemas: Record<string, Json>): Operation['parameters'] {
  const { properties } = toJson(query, { io: 'input', schemas }) as { properties?: Record<string, Json> };
  return Object.entries(properties ?? {}).map(([name, { description, ...schema }]) => ({
    name,
    in: 'query',
    required: false,
    ...(typeof description === 'string' && { description }),
    schema,
  }));
}

function headerParameters({ method }: Route): Operation['parameters'] {
  if (method !== 'post') return [];
  return [
    {
      name: 'Idempotency-Key',
      in: 'header',
      required: false,
      description:
        'Your own name for this request, for example a UUID. Repeated with the same body it gets the first answer again, marked Idempotency-Replayed: true, and nothing happens twice.',
      schema: { type: 'string', minLength: 1, maxLength: 255 },
    },
  ];
}

function operationId({ method, path }: Route): string {
  const words = path.replace(/\{(\w+)\}/g, 'by-$1').split(/[/-]/);
  return method + words.map((word) => word.slice(0, 1).toUpperCase() + word.slice(1)).join('');
}

/** A schema as JSON Schema; named ones go to the shared list and are referred to. */
function toJson(
  schema: z.ZodType,
  { io, schemas }: { io: 'input' | 'output'; schemas: Record<string, Json> },
): Json {
  const {
    $defs,
    $schema: _,
    ...own
  } = z.toJSONSchema(schema, {
    io,
    override({ jsonSchema }) {
      // The format says it; the pattern behind it is unreadable.
      if (jsonSchema.format) delete jsonSchema.pattern;
      // An answer may gain fields in a later release.
      if (io === 'output') delete jsonSchema.additionalProperties;
    },
  });
  const pointed = pointToComponents({ own, named: $defs ?? {} }) as {
    own: Json;
    named: Record<string, Json>;
  };
  Object.assign(schemas, pointed.named);
  return pointed.own;
}

function pointToComponents(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(pointToComponents);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      key === '$ref' && typeof inner === 'string'
        ? inner.replace('#/$defs/', '#/components/schemas/')
        : pointToComponents(inner),
    ]),
  );
}
