import { type Merger, partOf } from './parts.ts'

/** Merger of JSON objects, key by key: two changes conflict if they are of the same key. A key is a facet. */
export function jsonMerger<T extends object>(): Merger<T> {
  return {
    merge(base, mine, theirs) {
      const keys = new Set([theirs, mine, base].flatMap(Object.keys))
      return [...keys].map((key) => partOf(key, member(base, key), member(mine, key), member(theirs, key)))
    },
    compose: (pieces) => {
      const members = pieces.filter(({ content }) => content !== undefined)
      return Object.fromEntries(members.map(({ facet, content }) => [facet, content])) as T
    },
  }
}

function member(value: object, key: string): unknown {
  return Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined
}
