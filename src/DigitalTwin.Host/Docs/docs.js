// Shows /openapi/v1.json as a page. Everything is set as text, never as markup.
const methods = ['get', 'post', 'put', 'delete'];

function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

function schemaText(schema, document, depth = 0) {
  if (!schema) return '';
  if (schema.$ref) {
    const name = schema.$ref.split('/').pop();
    return depth > 3 ? name : schemaText(document.components.schemas[name], document, depth);
  }
  const type = Array.isArray(schema.type) ? schema.type.join(' | ') : schema.type;
  if (schema.items) return `[${schemaText(schema.items, document, depth + 1)}]`;
  if (schema.properties) {
    const pad = '  '.repeat(depth + 1);
    const lines = Object.entries(schema.properties).map(([key, value]) => `${pad}${key}: ${schemaText(value, document, depth + 1)}`);
    return `{\n${lines.join('\n')}\n${'  '.repeat(depth)}}`;
  }
  return schema.enum ? schema.enum.join(' | ') : type ?? 'any';
}

function parameterTable(parameters) {
  const rows = parameters.map((p) => element('tr', {}, element('td', {}, element('code', {}, p.name)), element('td', {}, p.in), element('td', {}, p.required ? 'required' : 'optional')));
  return element('table', {}, element('tbody', {}, ...rows));
}

function operation(path, method, described, document) {
  const id = `${method}${path}`;
  const shown = element('article', { id }, element('h2', {}, element('span', { class: 'method' }, method.toUpperCase()), element('code', {}, path)),
    element('p', {}, [described.summary, described.description].filter(Boolean).join('. ')));
  if (described.parameters?.length) shown.append(parameterTable(described.parameters));
  const body = described.requestBody?.content?.['application/json']?.schema;
  if (body) shown.append(element('p', {}, 'Body'), element('pre', {}, schemaText(body, document)));
  for (const [status, answer] of Object.entries(described.responses ?? {})) {
    const schema = Object.values(answer.content ?? {})[0]?.schema;
    const text = schema && !schema.$ref?.endsWith('ProblemDetails') ? schemaText(schema, document) : '';
    shown.append(element('p', {}, `${status} ${answer.description ?? ''}`));
    if (text) shown.append(element('pre', {}, text));
  }
  return [id, shown];
}

async function show() {
  const main = document.getElementById('operations');
  const answer = await fetch('/openapi/v1.json');
  if (!answer.ok) throw new Error(`/openapi/v1.json answered ${answer.status}.`);
  const described = await answer.json();
  const list = element('ul');
  main.replaceChildren();
  for (const [path, operations] of Object.entries(described.paths)) {
    for (const method of methods.filter((m) => operations[m])) {
      const [id, shown] = operation(path, method, operations[method], described);
      list.append(element('li', {}, element('a', { href: `#${id}` }, `${method.toUpperCase()} ${path}`)));
      main.append(shown);
    }
  }
  document.getElementById('routes').append(list);
}

show().catch((error) => document.getElementById('operations').replaceChildren(element('p', { role: 'alert' }, `The description of the API could not be shown: ${error.message}`)));
