import { Button, FileButton, Group, Modal, Select, Stack, Text, TextInput } from '@mantine/core'
import { useRef, useState } from 'react'
import { nameOf } from '../../api/author.ts'
import { IMPORTED_EXTENSIONS } from '../../api/documents.ts'
import { type RememberedExport, rememberedExports } from '../../api/exports.ts'
import { type FileConflict, type FileEdit, type FileUpdate, previewReturn, returnFile } from '../../api/returns.ts'
import { BlockDiff } from '../../components/BlockDiff.tsx'
import { notify } from '../../components/notices.tsx'
import { PersonName } from '../../components/PersonName.tsx'
import { explain } from '../../components/problem.ts'
import { counted, type Noun } from '../../cue/noun.ts'
import classes from './ReturnDialog.module.css'

export interface ReturnDialogProps {
  readonly document: string
  readonly noun: Noun
  readonly onClose: () => void
}

/** Edits that are shown; a person looks through no more. */
const MAX_SHOWN = 100
const OTHER = 'other'

/** Dialog that brings a corrected file back: it shows what the file changes, and what contradicts it, before anything is done. */
export function ReturnDialog({ document, noun, onClose }: ReturnDialogProps) {
  const exports = rememberedExports(document)
  const [chosen, choose] = useState(exports[0]?.etag ?? OTHER)
  const [typed, setTyped] = useState('')
  const [file, setFile] = useState<File | null>(null)
  const [update, setUpdate] = useState<FileUpdate | null>(null)
  const [problem, setProblem] = useState('')
  const [busy, setBusy] = useState(false)
  const forgetFile = useRef<() => void>(null)
  const base = chosen === OTHER ? typed.trim() : chosen

  async function attempt(action: () => Promise<void>) {
    setBusy(true)
    setProblem('')
    try {
      await action()
    } catch (error) {
      setUpdate(null)
      setProblem(explain(error))
    } finally {
      setBusy(false)
    }
  }

  const compare = (next: File) =>
    attempt(async () => {
      // Browsers do not report a file that is chosen again, and a contradiction asks for just that.
      forgetFile.current?.()
      setFile(next)
      setUpdate(await previewReturn(document, next, base))
    })

  const apply = (wanted: File) =>
    attempt(async () => {
      const { edits } = await returnFile(document, wanted, base)
      notify(`Brought back ${wanted.name}: ${summaryOf(edits)}.`)
      onClose()
    })

  return (
    <Modal opened onClose={onClose} title="Bring back a corrected file" size="lg" centered>
      <Stack>
        <Text size="sm">
          The file is compared with the export that it began from. Its edits are merged with what others did since; what
          the other program merely rewrote, such as numbers and line ends, counts for nothing.
        </Text>
        {exports.length > 0 && (
          <Select
            label="It began from"
            data={[
              ...exports.map((one) => ({ value: one.etag, label: labelOf(one) })),
              { value: OTHER, label: 'An export of another browser' },
            ]}
            value={chosen}
            allowDeselect={false}
            onChange={(next) => {
              choose(next ?? OTHER)
              setUpdate(null)
            }}
          />
        )}
        {chosen === OTHER && (
          <TextInput
            label="ETag of the export"
            description="This browser does not know the export. The program that made it has its ETag, for example 12-Zr0WnQk1tAqLMjXhYk6gJw."
            value={typed}
            onChange={({ currentTarget }) => {
              setTyped(currentTarget.value)
              setUpdate(null)
            }}
          />
        )}
        <Group>
          <FileButton
            resetRef={forgetFile}
            accept={IMPORTED_EXTENSIONS.join(',')}
            onChange={(next) => next !== null && void compare(next)}
          >
            {(props) => (
              <Button {...props} variant={update === null ? 'filled' : 'default'} loading={busy} disabled={base === ''}>
                Choose the file…
              </Button>
            )}
          </FileButton>
          {file !== null && <Text size="sm">{file.name}</Text>}
        </Group>
        <div role="alert">{problem !== '' && <Text c="red">{problem}</Text>}</div>
        {update !== null && file !== null && (
          <Comparison update={update} noun={noun} busy={busy} onApply={() => void apply(file)} />
        )}
      </Stack>
    </Modal>
  )
}

interface ComparisonProps {
  readonly update: FileUpdate
  readonly noun: Noun
  readonly busy: boolean
  readonly onApply: () => void
}

function Comparison({ update: { edits, conflicts }, noun, busy, onApply }: ComparisonProps) {
  if (edits.length === 0 && conflicts.length === 0) {
    return <Text>The file has no edits.</Text>
  }
  return (
    <>
      {conflicts.length > 0 && (
        <section aria-label="Contradictions">
          <Text fw={600}>
            {counted(conflicts.length, noun)} {conflicts.length === 1 ? 'contradicts' : 'contradict'} what others did
          </Text>
          <Text size="sm">
            Nothing is applied as long as they do. Decide them here in the document or in the file, and choose the file
            again.
          </Text>
          <ul className={classes.list}>
            {conflicts.slice(0, MAX_SHOWN).map((conflict) => (
              <Contradiction key={conflict.id} conflict={conflict} />
            ))}
          </ul>
        </section>
      )}
      {edits.length > 0 && (
        <section aria-label="Edits">
          <Text fw={600}>The file changes: {summaryOf(edits)}</Text>
          <ul className={classes.list}>
            {edits.slice(0, MAX_SHOWN).map((edit) => (
              <li key={`${edit.op} ${edit.id}`} dir="auto">
                <BlockDiff before={edit.before?.content ?? ''} after={edit.after?.content ?? ''} />
              </li>
            ))}
          </ul>
          {edits.length > MAX_SHOWN && <Text size="sm">And {edits.length - MAX_SHOWN} more.</Text>}
        </section>
      )}
      {conflicts.length === 0 && (
        <Button onClick={onApply} loading={busy}>
          {edits.length === 1 ? 'Apply 1 edit' : `Apply ${edits.length} edits`}
        </Button>
      )}
    </>
  )
}

function Contradiction({ conflict }: { readonly conflict: FileConflict }) {
  const { reason, current, mine, changedBy, changedByVerified } = conflict
  return (
    <li dir="auto">
      <Text size="sm">
        <PersonName name={nameOf(changedBy)} verified={changedByVerified} /> {REASONS[reason] ?? reason}
      </Text>
      {current !== undefined && <BlockDiff before={current.content} after={mine?.content ?? ''} />}
    </li>
  )
}

/** Reasons of contradictions: the deed of somebody, and that of the file. */
const REASONS: Readonly<Record<string, string>> = {
  'changed-by-both': 'changed what the file changes, too. From now to the file:',
  'deleted-by-others': 'deleted what the file changes.',
  'deleted-in-file': 'changed what the file no longer has:',
  'divided-in-file': 'changed what the file splits or joins:',
  'moved-by-both': 'moved what the file moves elsewhere:',
}

const WORDS: Readonly<Record<FileEdit['op'], string>> = {
  replace: 'changed',
  insert: 'new',
  delete: 'deleted',
  move: 'moved',
  restore: 'restored',
}

/** Edits in words, for instance `2 changed, 1 new`. */
function summaryOf(edits: readonly FileEdit[]): string {
  const counts = new Map<FileEdit['op'], number>()
  for (const { op } of edits) {
    counts.set(op, (counts.get(op) ?? 0) + 1)
  }
  return counts.size === 0 ? 'no edits' : [...counts].map(([op, count]) => `${count} ${WORDS[op] ?? op}`).join(', ')
}

function labelOf({ extension, at }: RememberedExport): string {
  return `The .${extension} file of ${new Date(at).toLocaleString()}`
}
