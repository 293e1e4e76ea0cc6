import { type Draft, GoneError, type Tombstone } from '@holdfast/client'
import { useDrafts } from '@holdfast/client/react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { ChangeSource, Connection } from '../../api/changes.ts'
import { descriptionKey, isDraftOf, isSegmentOf, segmentDraftName, segmentOfDraft } from '../../api/draftNames.ts'
import {
  afterCommits,
  afterRead,
  afterWrite,
  contentResource,
  readSegments,
  segmentsKey,
  versionedOf,
} from '../../api/segments.ts'
import type { CommitJson, SegmentJson, Segments } from '../../api/types.ts'
import { cueOf } from '../../cue/block.ts'

/** The segments of a document, kept up to date with what others do. Drafts that nobody looks at hear of it, too. */
export function useSegments(document: string, source: ChangeSource) {
  const client = useQueryClient()
  const drafts = useDrafts()
  const [connection, setConnection] = useState<Connection>('live')
  const queryKey = segmentsKey(document)
  const query = useQuery({
    queryKey,
    async queryFn({ signal }) {
      const read = await readSegments(document, signal)
      return afterRead(client.getQueryData(queryKey), read)
    },
    staleTime: Number.POSITIVE_INFINITY,
    retry: () => client.getQueryData<Segments>(queryKey)?.outdated === true,
  })
  const since = query.data === undefined ? null : query.dataUpdatedAt
  const loaded = since !== null

  useEffect(() => {
    const start = client.getQueryData<Segments>(segmentsKey(document))
    if (!loaded || start === undefined) {
      return
    }
    let before: Connection = 'live'
    return source.follow(document, start.revision, {
      connection(next) {
        setConnection(next)
        if (next === 'live' && before !== 'live') {
          drafts.retry()
        }
        before = next
      },
      commits(commits) {
        if (commits.some(({ changes }) => changes.some(({ segment }) => !segment))) {
          describeAgain()
        }
        if (client.getQueryData<Segments>(segmentsKey(document))?.outdated) {
          readAgain() // what is being read may not have them yet
          return
        }
        client.setQueryData<Segments>(segmentsKey(document), (known) => known && afterCommits(known, document, commits))
        tell(commits)
      },
      reset() {
        client.setQueryData<Segments>(segmentsKey(document), (known) => known && { ...known, outdated: true })
        for (const draft of drafts.all().filter(({ name }) => isDraftOf(document, name))) {
          draft.restart()
        }
        readAgain()
        describeAgain()
      },
    })

    function readAgain() {
      void client.invalidateQueries({ queryKey: segmentsKey(document) })
    }

    function describeAgain() {
      void client.invalidateQueries({ queryKey: ['document', document] })
      void client.invalidateQueries({ queryKey: descriptionKey(document) })
    }

    function tell(commits: readonly CommitJson[]) {
      const { list } = client.getQueryData<Segments>(segmentsKey(document)) ?? { list: [] }
      const changed = new Set(commits.flatMap(({ changes }) => changes.map(({ segment }) => segment)))
      for (const segment of list.filter(({ id }) => changed.has(id))) {
        tellOf(segment, drafts.peek(segmentDraftName(segment.id)))
      }
    }
  }, [client, document, drafts, loaded, source])

  useKeptDrafts(document, query.data)

  return {
    segments: query.data?.list ?? [],
    loading: query.isPending,
    error: query.error,
    retry: () => query.refetch(),
    connection,
  }
}

/** Says in the list what we wrote ourselves, before the stream tells it. */
export function useWritten(document: string): (...segments: readonly SegmentJson[]) => void {
  const client = useQueryClient()
  return (...segments) =>
    client.setQueryData<Segments>(segmentsKey(document), (known) => known && afterWrite(known, segments))
}

/** Tells a draft, if there is one, how its segment is now. */
function tellOf(segment: SegmentJson, draft: Draft<string> | undefined): void {
  if (segment.deleted) {
    draft?.disappear(tombstoneOf(segment))
  } else {
    draft?.arrive(versionedOf(segment))
  }
}

export function tombstoneOf({ etag, version, updatedBy, updatedAt, successor }: SegmentJson): Tombstone {
  return { etag, version, by: updatedBy, at: updatedAt, successor: successor ?? undefined }
}

/**
 * Drafts from an earlier visit, or from before the document began anew, are offered again wherever their segment is: in
 * view, far down the list, or deleted since, at the top of the list.
 */
function useKeptDrafts(document: string, segments: Segments | undefined): void {
  const drafts = useDrafts()
  const client = useQueryClient()
  const restarts = segments === undefined || segments.outdated ? null : (segments.restarts ?? 0)

  useEffect(() => {
    const stopped = new AbortController()
    async function offer() {
      const { list } = client.getQueryData<Segments>(segmentsKey(document)) ?? { list: [] }
      const known = new Map(list.map((segment) => [segment.id, segment]))
      const names = new Set([...(await drafts.keeper.names()), ...drafts.all().map(({ name }) => name)])
      for (const id of [...names].map(segmentOfDraft)) {
        if (id !== null && isSegmentOf(document, id) && !stopped.signal.aborted) {
          await offerOne(id, known.get(id))
        }
      }
    }

    async function offerOne(id: string, segment: SegmentJson | undefined) {
      const config = { resource: contentResource(document, id), autosaveAfter: null }
      if (segment !== undefined) {
        tellOf(segment, drafts.get<string>(segmentDraftName(id), config, versionedOf(segment)))
        return
      }
      try {
        await config.resource.read({ signal: stopped.signal })
      } catch (error) {
        if (error instanceof GoneError) {
          const draft = drafts.get<string>(segmentDraftName(id), config)
          draft.disappear(error.tombstone)
          const left = buried(document, id, error, draft.snapshot().base?.value ?? '')
          client.setQueryData<Segments>(segmentsKey(document), (all) => all && afterWrite(all, [left]))
        }
      }
    }

    if (restarts !== null) {
      void offer()
    }
    return () => stopped.abort()
  }, [client, document, drafts, restarts])
}

/** What the answer tells of a deleted segment, as it would stand in the list; where it stood is not known any more. */
function buried(document: string, id: string, { tombstone, problem }: GoneError, before: string): SegmentJson {
  const content = String(problem.content ?? before)
  return {
    id,
    document,
    kind: cueOf(content) === null ? 'text' : 'cue',
    content,
    version: tombstone.version ?? 0,
    etag: tombstone.etag,
    position: '',
    updatedAt: tombstone.at ?? '',
    updatedBy: tombstone.by ?? '',
    deleted: true,
    successor: tombstone.successor,
  }
}
