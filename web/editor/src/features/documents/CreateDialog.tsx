import { Button, Group, Modal, Select, Stack, Text, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { createDocument } from '../../api/documents.ts'
import { explain } from '../../components/problem.ts'

const TYPES = [
  { value: 'text/vtt', label: 'Captions (WebVTT)' },
  { value: 'text/plain', label: 'Plain text' },
  { value: 'text/markdown', label: 'Markdown' },
  { value: 'application/json', label: 'JSON' },
]

/** First segment of a new document of each kind. The server adds the header that a caption file needs. */
const BEGINNINGS: Readonly<Record<string, string[]>> = {
  'text/vtt': ['00:00.000 --> 00:02.000\nFirst caption'],
  'text/plain': ['First paragraph'],
  'text/markdown': ['# Heading'],
  'application/json': ['{}'],
}

export interface CreateDialogProps {
  readonly opened: boolean
  readonly onClose: () => void
  readonly onCreated: (id: string) => void
}

export function CreateDialog({ opened, onClose, onCreated }: CreateDialogProps) {
  const [title, setTitle] = useState('')
  const [mediaType, setMediaType] = useState('text/vtt')
  const [language, setLanguage] = useState('')
  const [problem, setProblem] = useState('')
  const [busy, setBusy] = useState(false)

  async function create(event: FormEvent) {
    event.preventDefault()
    setBusy(true)
    try {
      const segments = (BEGINNINGS[mediaType] ?? []).map((content) => ({ content }))
      const { id } = await createDocument({ title: title.trim(), mediaType, language: language.trim(), segments })
      setTitle('')
      setProblem('')
      onClose()
      onCreated(id)
    } catch (error) {
      setProblem(explain(error))
    } finally {
      setBusy(false)
    }
  }

  return (
    <Modal opened={opened} onClose={onClose} title="New document" centered>
      <form onSubmit={create}>
        <Stack>
          <TextInput
            label="Title"
            required
            data-autofocus
            value={title}
            onChange={({ currentTarget }) => setTitle(currentTarget.value)}
          />
          <Select
            label="Kind"
            data={TYPES}
            value={mediaType}
            allowDeselect={false}
            onChange={(value) => setMediaType(value ?? 'text/vtt')}
          />
          <TextInput
            label="Language"
            description="For instance en or pt-BR, or empty"
            value={language}
            onChange={({ currentTarget }) => setLanguage(currentTarget.value)}
          />
          {problem !== '' && (
            <Text c="red" size="sm" role="alert">
              {problem}
            </Text>
          )}
          <Group justify="end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={busy}>
              Create
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
