import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo, useState } from 'react'
import { checksKey, type Finding, readChecks } from '../../api/checks.ts'
import type { SegmentJson } from '../../api/types.ts'
import { storedPreference, storePreference } from '../../components/preferences.ts'
import { DEFAULT_PROFILE, PROFILES, type Profile } from '../../cue/checks.ts'

const READ_AFTER = 800

/** Warnings of the server by segment, read again shortly after each save. */
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
      const timer = setTimeout(() => void client.invalidateQueries({ queryKey: checksKey(document) }), READ_AFTER)
      return () => clearTimeout(timer)
    }
  }, [client, document, rows])
  return useMemo(() => bySegment(query.data), [query.data])
}

function bySegment(findings: readonly Finding[] | undefined): ReadonlyMap<string, readonly Finding[]> | null {
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

/** House style that the person chose on this computer, and a function that chooses another by name. */
export function useProfile(): readonly [Profile, (name: string) => void] {
  const [name, setName] = useState(() => storedPreference(PROFILE))
  const choose = (next: string) => {
    storePreference(PROFILE, next)
    setName(next)
  }
  return [PROFILES.find((profile) => profile.name === name) ?? DEFAULT_PROFILE, choose]
}
