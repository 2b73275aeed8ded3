/** The forms in which sources differ, and in which any body may be given. */
export type CallbackShape = {
  /** 'numbers': what looks like a number is one, zeros in front lost; 'texts': numbers are texts. */
  values?: 'numbers' | 'texts'
  /** Of every key, and of the names of items. */
  casing?: 'lower' | 'upper' | 'camel'
  /** Of items: as they are, or from the last to the first. */
  order?: 'reversed'
  /** 'bare': a list of one comes as its entry; 'lists': a bare entry comes as a list of one. */
  lists?: 'bare' | 'lists'
  /** How an item without a value comes; otherwise as a name alone. */
  empty?: 'blank' | 'null'
  byteOrderMark?: boolean
}

/** The body of a callback in another of its disputed forms (reference §3.3, §38). */
export function reshapeCallback(body: string, shape: CallbackShape): string {
  const text = JSON.stringify(reshape(JSON.parse(body), '', shape))
  return shape.byteOrderMark ? `\ufeff${text}` : text
}

function reshape(value: unknown, key: string, shape: CallbackShape): unknown {
  if (Array.isArray(value)) {
    const list = value.map((entry) => reshape(entry, '', shape))
    if (shape.order === 'reversed') list.reverse()
    return shape.lists === 'bare' && list.length === 1 ? list[0] : list
  }
  if (typeof value !== 'object' || value === null) return scalar(value, key, shape)
  const object = reshapeObject(value, shape)
  return shape.lists === 'lists' && listKeys.has(key) ? [object] : object
}

function reshapeObject(value: object, shape: CallbackShape): Record<string, unknown> {
  const entries: [string, unknown][] = Object.entries(value).map(([key, inner]) => {
    const isName = /^(?:key|name)$/i.test(key) && typeof inner === 'string'
    return [cased(key, shape), isName ? cased(inner, shape) : reshape(inner, key, shape)]
  })
  const isItem = 'Key' in value || 'Name' in value || 'name' in value
  const hasValue = 'Value' in value || 'value' in value
  if (isItem && !hasValue && shape.empty !== undefined) {
    entries.push([cased('Value', shape), shape.empty === 'blank' ? '' : null])
  }
  return Object.fromEntries(entries)
}

function scalar(value: unknown, key: string, { values }: CallbackShape): unknown {
  if (values === 'texts' && typeof value === 'number') return String(value)
  // The gateway turns references into numbers, ids it does not.
  if (values !== 'numbers' || typeof value !== 'string' || /ID$/.test(key)) return value
  return /^-?\d{1,15}(?:\.\d+)?$/.test(value) ? Number(value) : value
}

function cased(key: string, { casing }: CallbackShape): string {
  if (casing === 'lower') return key.toLowerCase()
  if (casing === 'upper') return key.toUpperCase()
  return casing === 'camel' ? key.charAt(0).toLowerCase() + key.slice(1) : key
}

const listKeys: ReadonlySet<string> = new Set(['ResultParameter', 'ReferenceItem', 'Item'])
