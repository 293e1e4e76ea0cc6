import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo, useState } from 'react'
import { checksKey, type Finding, readChecks } from '../../api/checks.ts'
import type { SegmentJson } from '../../api/types.ts'
import { keep, kept } from '../../components/kept.ts'
import { DEFAULT_PROFILE, PROFILES, type Profile } from '../../cue/checks.ts'

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

const PROFILE = 'holdfast.checks'

/** The limits that the person chose on this computer, and what chooses others by name. */
export function useProfile(): readonly [Profile, (name: string) => void] {
  const [name, setName] = useState(() => kept(PROFILE))
  const choose = (next: string) => {
    keep(PROFILE, next)
    setName(next)
  }
  return [PROFILES.find((profile) => profile.name === name) ?? DEFAULT_PROFILE, choose]
}
