/** Deep equality of two JSON values. */
export function equal(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) {
    return true
  }
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) {
    return false
  }
  if (Array.isArray(one) !== Array.isArray(other)) {
    return false
  }
  const keys = Object.keys(one)
  return (
    keys.length === Object.keys(other).length &&
    keys.every((key) => Object.hasOwn(other, key) && equal(Reflect.get(one, key), Reflect.get(other, key)))
  )
}
