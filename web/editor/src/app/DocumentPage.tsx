import type { Draft } from '@holdfast/client'
import { useDrafts } from '@holdfast/client/react'
import { Button, Loader, Menu, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import type { ChangeSource, Connection } from '../api/changes.ts'
import { descriptionResource, exportsOf, readDocument } from '../api/documents.ts'
import { explain } from '../api/problem.ts'
import { deleteSegment, editTogether, insertSegment } from '../api/segments.ts'
import type { SegmentJson } from '../api/types.ts'
import { alert, announce } from '../components/announce.tsx'
import { TitleField } from '../components/TitleField.tsx'
import { blockOf, cueOf, withTimes } from '../cue/block.ts'
import { rowsOf, waitingDrafts } from '../features/editing/rows.ts'
import { SegmentList, type SegmentListHandle } from '../features/editing/SegmentList.tsx'
import { SummaryLine } from '../features/editing/SummaryLine.tsx'
import { draftName, useSegments, useWritten } from '../features/editing/useSegments.ts'
import { HistoryPanel } from '../features/history/HistoryPanel.tsx'
import { Player, type PlayerHandle } from '../features/playback/Player.tsx'
import { ReplaceBar } from '../features/replace/ReplaceBar.tsx'
import classes from './DocumentPage.module.css'
import { KeysDialog } from './KeysDialog.tsx'
import { type Command, useKeys } from './keys.ts'
import { TopBar } from './TopBar.tsx'

const CONNECTIONS: Readonly<Record<Connection, string>> = {
  live: 'Live',
  reconnecting: 'Reconnecting…',
  offline: 'Offline',
}

/** One document, open for editing: what was filmed on one side, what is said on the other. */
export function DocumentPage({ id, changes }: { id: string; changes: ChangeSource }) {
  const drafts = useDrafts()
  const document = useQuery({ queryKey: ['document', id], queryFn: ({ signal }) => readDocument(id, signal) })
  const { segments, loading, error, retry, connection } = useSegments(id, changes)
  const written = useWritten(id)
  const waiting = useSyncExternalStore(drafts.subscribe, () => waitingDrafts(drafts))
  const rows = useMemo(() => rowsOf(segments, new Set(waiting.split('\n'))), [segments, waiting])
  const [current, setCurrent] = useState<string | null>(null)
  const [panel, setPanel] = useState<'none' | 'keys' | 'history' | 'replace'>('none')
  const list = useRef<SegmentListHandle>(null)
  const player = useRef<PlayerHandle>(null)
  const resource = useMemo(() => descriptionResource(id), [id])
  const at = rows.findIndex((row) => row.id === current)
  const selected = rows[at]
  const isCaptions = document.data?.mediaType === 'text/vtt'

  useEffect(() => {
    globalThis.document.title = `${document.data?.title || 'Untitled'} - Holdfast`
  }, [document.data?.title])

  const draftOf = (segment: SegmentJson | undefined): Draft<string> | undefined =>
    segment && drafts.peek<string>(draftName(segment.id))
  const textOf = (segment: SegmentJson) => draftOf(segment)?.snapshot().draft ?? segment.content

  function step(by: number) {
    const next = rows[Math.min(rows.length - 1, Math.max(0, at + by))]
    if (next !== undefined) {
      list.current?.go(next.id)
    }
  }

  function nextThatNeedsLook() {
    const order = [...rows.slice(at + 1), ...rows.slice(0, at + 1)]
    const urgent = order.find((row) => ['conflict', 'gone', 'error'].includes(draftOf(row)?.snapshot().status ?? ''))
    if (urgent === undefined) {
      announce('Nothing needs you.')
    } else {
      list.current?.go(urgent.id)
    }
  }

  function setTime(edge: 'start' | 'end') {
    const draft = draftOf(selected)
    const time = player.current?.time()
    if (draft !== undefined && selected !== undefined && time !== undefined) {
      draft.edit(withTimes(textOf(selected), { [edge]: time }))
    }
  }

  async function insert() {
    const after = selected?.id ?? rows.at(-1)?.id
    try {
      const inserted = await insertSegment(id, newContent(), after)
      written(inserted)
      list.current?.go(inserted.id)
    } catch (failure) {
      report(failure)
    }
  }

  function newContent(): string {
    if (!isCaptions) {
      return 'New paragraph'
    }
    const before = selected === undefined ? null : cueOf(textOf(selected))
    const start = player.current?.time() ?? before?.end ?? 0
    const from = before === null ? start : Math.max(start, before.end)
    return blockOf({ start: from, end: from + 2_000, text: 'New caption' })
  }

  async function remove(segment: SegmentJson) {
    const draft = draftOf(segment)
    if (draft?.snapshot().dirty) {
      alert('This segment has text that is not saved. Save or discard it first.')
      return
    }
    try {
      const etag = draft?.snapshot().base?.etag ?? segment.etag
      const tombstone = await deleteSegment({ id: segment.id, etag })
      written({ ...segment, etag: tombstone, version: segment.version + 1, deleted: true })
      offerUndo(segment, tombstone)
      const next = rows[at + 1] ?? rows[at - 1]
      if (next !== undefined) {
        list.current?.go(next.id)
      }
    } catch (failure) {
      report(failure)
    }
  }

  function offerUndo(segment: SegmentJson, tombstone: string) {
    const notice = `deleted-${segment.id}`
    notifications.show({
      id: notice,
      autoClose: 15_000,
      message: (
        <span className={classes.notice}>
          Segment deleted.
          <Button
            size="compact-sm"
            variant="light"
            onClick={() => {
              notifications.hide(notice)
              void together([{ op: 'restore', id: segment.id, ifMatch: tombstone }])
            }}
          >
            Undo
          </Button>
        </span>
      ),
    })
  }

  async function together(edits: Parameters<typeof editTogether>[1]) {
    try {
      for (const segment of await editTogether(id, edits)) {
        written(segment)
      }
    } catch (failure) {
      report(failure)
    }
  }

  /** The tag to name in a structural edit, once what was typed is saved; null if it is not. */
  async function savedTag(segment: SegmentJson): Promise<string | null> {
    const draft = draftOf(segment)
    draft?.save()
    await settled(draft)
    const { dirty, base } = draft?.snapshot() ?? { dirty: false, base: null }
    if (dirty) {
      alert('This has to be saved first.')
      return null
    }
    return base?.etag ?? segment.etag
  }

  async function split() {
    const box = globalThis.document.activeElement
    if (selected === undefined || !(box instanceof HTMLTextAreaElement)) {
      return
    }
    const offset = box.selectionStart
    const cue = cueOf(textOf(selected))
    const ifMatch = await savedTag(selected)
    if (cue !== null && ifMatch !== null) {
      const time = player.current?.time() ?? 0
      const inside = time > cue.start && time < cue.end
      const share = offset / Math.max(1, cue.text.length)
      const when = inside ? time : Math.round(cue.start + (cue.end - cue.start) * share)
      await together([{ op: 'split', id: selected.id, ifMatch, at: when, offset }])
    }
  }

  async function join() {
    const next = rows[at + 1]
    if (selected === undefined || next === undefined) {
      return
    }
    const tags = [await savedTag(selected), await savedTag(next)] as const
    if (tags[0] !== null && tags[1] !== null) {
      const cues = [
        { id: selected.id, ifMatch: tags[0] },
        { id: next.id, ifMatch: tags[1] },
      ]
      await together([{ op: 'join', cues }])
    }
  }

  const commands: Readonly<Record<Command, () => void>> = {
    save: () => (selected === undefined ? drafts.saveAll() : draftOf(selected)?.save()),
    previous: () => step(-1),
    next: () => step(1),
    play: () => player.current?.toggle(),
    setStart: () => setTime('start'),
    setEnd: () => setTime('end'),
    split: () => void split(),
    join: () => void join(),
    insert: () => void insert(),
    needsYou: nextThatNeedsLook,
    find: () => setPanel('replace'),
    history: () => setPanel(panel === 'history' ? 'none' : 'history'),
    keys: () => setPanel('keys'),
    close: () => setPanel('none'),
  }
  useKeys(commands)

  const failure = error ?? document.error
  return (
    <div className={classes.page}>
      <TopBar
        actions={
          <Menu position="bottom-end">
            <Menu.Target>
              <Button variant="subtle" color="gray" size="compact-md" aria-label="Document actions">
                ⋯
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item onClick={() => void insert()}>Insert below</Menu.Item>
              <Menu.Item disabled={selected === undefined} onClick={() => selected && void remove(selected)}>
                Delete segment
              </Menu.Item>
              <Menu.Item disabled={selected === undefined} onClick={() => setPanel('history')}>
                History of segment
              </Menu.Item>
              <Menu.Item onClick={() => setPanel('replace')}>Find and replace</Menu.Item>
              <Menu.Divider />
              {(document.data === undefined ? [] : exportsOf(document.data)).map(({ name, url }) => (
                <Menu.Item key={name} component="a" href={url} download>
                  Export {name}
                </Menu.Item>
              ))}
              <Menu.Divider />
              <Menu.Item onClick={() => setPanel('keys')}>Keyboard</Menu.Item>
            </Menu.Dropdown>
          </Menu>
        }
      >
        <TitleField className={classes.title} queryKey={['description', id]} resource={resource} />
        <span className={classes.connection} data-state={connection}>
          {CONNECTIONS[connection]}
        </span>
        <SummaryLine />
      </TopBar>
      {panel === 'replace' && (
        <ReplaceBar
          texts={rows.map((row) => ({ id: row.id, content: textOf(row) }))}
          onShow={(found) => list.current?.show(found)}
          onReplace={(found, content) => replaceOne(found, content)}
          onClose={() => setPanel('none')}
        />
      )}
      {failure !== null && segments.length === 0 ? (
        <div className={classes.failure}>
          <Text>{explain(failure)}</Text>
          <Button variant="light" onClick={() => void retry()}>
            Try again
          </Button>
          <a href="#/">All documents</a>
        </div>
      ) : (
        <main className={classes.main} data-media={isCaptions || undefined}>
          {isCaptions && (
            <Player
              ref={player}
              address={document.data?.mediaUrl ?? null}
              rows={rows}
              onCue={(cue) => list.current?.go(cue)}
            />
          )}
          {loading ? (
            <Loader m="xl" aria-label="Loading" />
          ) : (
            <section className={classes.list} aria-label="Text">
              <SegmentList ref={list} rows={rows} current={current} onCurrent={setCurrent} />
              {rows.length === 0 && (
                <div className={classes.failure}>
                  <Text c="dimmed">There is nothing in this document yet.</Text>
                  <Button variant="light" onClick={() => void insert()}>
                    Insert
                  </Button>
                </div>
              )}
            </section>
          )}
          {panel === 'history' && selected !== undefined && (
            <HistoryPanel
              segment={selected}
              onRestore={(content) => restoreVersion(selected, content)}
              onClose={() => setPanel('none')}
            />
          )}
        </main>
      )}
      <KeysDialog opened={panel === 'keys'} onClose={() => setPanel('none')} />
    </div>
  )

  function restoreVersion(segment: SegmentJson, content: string) {
    const draft = draftOf(segment)
    draft?.edit(content)
    draft?.save()
  }

  function replaceOne(found: string, content: string) {
    const segment = rows.find((row) => row.id === found)
    if (segment === undefined) {
      return
    }
    const draft = draftOf(segment)
    if (draft === undefined) {
      void together([{ op: 'replace', id: found, ifMatch: segment.etag, content }])
    } else {
      draft.edit(content)
      draft.save()
    }
  }
}

function report(error: unknown): void {
  notifications.show({ color: 'red', message: explain(error) })
}

/** Waits until no save is under way, at most ten seconds. */
function settled(draft: Draft<string> | undefined): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(done, 10_000)
    const stop = draft?.subscribe(look)
    function done() {
      clearTimeout(timer)
      stop?.()
      resolve()
    }
    function look() {
      if (draft?.snapshot().status !== 'saving') {
        done()
      }
    }
    look()
  })
}
