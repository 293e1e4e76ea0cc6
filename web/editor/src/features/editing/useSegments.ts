import { useDrafts } from '@holdfast/client/react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { ChangeSource, Connection } from '../../api/changes.ts'
import { descriptionKey, isDraftOf } from '../../api/draftNames.ts'
import { afterCommits, afterRead, segmentsKey } from '../../api/segmentList.ts'
import { readSegments } from '../../api/segments.ts'
import type { CommitJson, Segments } from '../../api/types.ts'
import type { SegmentDrafts } from './segmentDraft.ts'
import { useKeptDrafts } from './useKeptDrafts.ts'

/** The segments of a document, kept up to date with the commits of others. Drafts out of view are updated, too. */
export function useSegments(segmentDrafts: SegmentDrafts, source: ChangeSource) {
  const { document } = segmentDrafts
  const client = useQueryClient()
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
  const connection = useCommits(segmentDrafts, source, query.data !== undefined)
  useKeptDrafts(segmentDrafts, query.data)

  return {
    segments: query.data?.list ?? [],
    loading: query.isPending,
    error: query.error,
    retry: () => query.refetch(),
    connection,
  }
}

/** Applies the commits of a document to the list and to the drafts, as soon as the list is loaded. */
function useCommits(segmentDrafts: SegmentDrafts, source: ChangeSource, loaded: boolean): Connection {
  const { document } = segmentDrafts
  const client = useQueryClient()
  const drafts = useDrafts()
  const [connection, setConnection] = useState<Connection>('live')

  useEffect(() => {
    const start = client.getQueryData<Segments>(segmentsKey(document))
    if (!loaded || start === undefined) {
      return
    }
    let before: Connection = 'live'
    return source.follow(document, start.tip ?? start.revision, {
      connection(next) {
        setConnection(next)
        if (next === 'live' && before !== 'live') {
          drafts.retry()
        }
        before = next
      },
      commits(commits) {
        if (commits.some(({ changes }) => changes.some(({ segment }) => !segment))) {
          readDescriptionAgain()
          void segmentDrafts.readDeletedAgain()
        }
        if (client.getQueryData<Segments>(segmentsKey(document))?.outdated) {
          readAgain() // the read under way may lack these commits
          return
        }
        client.setQueryData<Segments>(segmentsKey(document), (known) => known && afterCommits(known, document, commits))
        updateDrafts(commits)
      },
      reset() {
        client.setQueryData<Segments>(segmentsKey(document), (known) => known && { ...known, outdated: true })
        for (const draft of drafts.all().filter(({ name }) => isDraftOf(document, name))) {
          draft.resetVersions()
        }
        readAgain()
        readDescriptionAgain()
      },
    })

    function readAgain() {
      void client.invalidateQueries({ queryKey: segmentsKey(document) })
    }

    function readDescriptionAgain() {
      void client.invalidateQueries({ queryKey: ['document', document] })
      void client.invalidateQueries({ queryKey: descriptionKey(document) })
    }

    function updateDrafts(commits: readonly CommitJson[]) {
      const { list } = client.getQueryData<Segments>(segmentsKey(document)) ?? { list: [] }
      const changed = new Set(commits.flatMap(({ changes }) => changes.map(({ segment }) => segment)))
      for (const segment of list.filter(({ id }) => changed.has(id))) {
        segmentDrafts.update(segment)
      }
    }
  }, [client, document, drafts, segmentDrafts, loaded, source])

  return connection
}
