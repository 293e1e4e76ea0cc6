import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo } from 'react'
import { checksKey, type Finding, readChecks } from '../../api/checks.ts'
import type { SegmentJson } from '../../api/types.ts'

const AFTER = 800

/** What the server finds worth a look, by segment; asked again a moment after something was saved. */
export function useChecks(document: string, profile: string, rows: readonly SegmentJson[], enabled: boolean) {
  const client = useQueryClient()
  const query = useQuery({
    queryKey: [...checksKey(document), profile],
    queryFn: ({ signal }) => readChecks(document, profile, signal),
    enabled,
    placeholderData: (before) => before,
  })
  useEffect(() => {
    if (rows.length > 0) {
      const timer = setTimeout(() => void client.invalidateQueries({ queryKey: checksKey(document) }), AFTER)
      return () => clearTimeout(timer)
    }
  }, [client, document, rows])
  return useMemo(() => byOwner(query.data), [query.data])
}

function byOwner(findings: readonly Finding[] | undefined): ReadonlyMap<string, readonly Finding[]> | null {
  if (findings === undefined) {
    return null
  }
  const found = new Map<string, Finding[]>()
  for (const finding of findings) {
    found.set(finding.id, [...(found.get(finding.id) ?? []), finding])
  }
  return found
}
