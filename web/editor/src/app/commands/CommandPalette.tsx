import { Modal, TextInput } from '@mantine/core'
import { type KeyboardEvent, useEffect, useId, useLayoutEffect, useRef, useState } from 'react'
import type { Command } from '../../components/shortcuts.tsx'
import classes from './CommandPalette.module.css'
import { ALL_COMMANDS, labelOf, type Situation, unavailable } from './commands.ts'
import { ChordKeys } from './keys/ChordKeys.tsx'
import type { Bindings } from './keys/defaults.ts'
import type { Platform } from './keys/platform.ts'

export interface CommandPaletteProps {
  readonly opened: boolean
  readonly situation: Situation
  readonly bindings: Bindings
  readonly platform: Platform
  readonly onRun: (command: Command) => void
  readonly onClose: () => void
}

/** Dialog that finds a command by its name and runs it, with the focus where it was before. */
export function CommandPalette({ opened, onClose, onRun, ...rest }: CommandPaletteProps) {
  const before = useRef<Element | null>(null)
  // The dialog takes the focus later than in this effect.
  useLayoutEffect(() => {
    before.current = opened ? document.activeElement : before.current
  }, [opened])

  function close() {
    onClose()
    if (before.current instanceof HTMLElement) {
      before.current.focus({ preventScroll: true })
    }
  }

  function run(command: Command) {
    close()
    onRun(command)
  }

  return (
    <Modal opened={opened} onClose={close} title="Commands" size="md" yOffset="12vh" returnFocus={false}>
      <Palette {...rest} onRun={run} />
    </Modal>
  )
}

/** The last one is held, and not run. */
const HIDDEN: ReadonlySet<Command> = new Set<Command>(['palette', 'close', 'tapTimes'])

function Palette({ situation, bindings, platform, onRun }: Omit<CommandPaletteProps, 'opened' | 'onClose'>) {
  const [wanted, setWanted] = useState('')
  const [at, setAt] = useState(0)
  const id = useId()
  const list = useRef<HTMLDivElement>(null)
  const found = matching(wanted, situation)
  const index = Math.min(at, found.length - 1)
  const active = found[index]

  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView?.({ block: 'nearest' })
  })

  function run({ command, why }: Found) {
    if (why === null) {
      onRun(command)
    }
  }

  function press(event: KeyboardEvent) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (event.nativeEvent.isComposing) {
      return
    }
    if (step !== undefined) {
      event.preventDefault()
      setAt((index + step + found.length) % Math.max(1, found.length))
    } else if (event.key === 'Enter' && active !== undefined) {
      event.preventDefault()
      run(active)
    }
  }

  return (
    <>
      <TextInput
        data-autofocus
        role="combobox"
        aria-label="Find a command"
        aria-expanded="true"
        aria-autocomplete="list"
        aria-controls={`${id}-list`}
        aria-activedescendant={active && `${id}-${active.command}`}
        placeholder="Find a command"
        value={wanted}
        onChange={({ currentTarget }) => {
          setWanted(currentTarget.value)
          setAt(0)
        }}
        onKeyDown={press}
      />
      <div ref={list} id={`${id}-list`} role="listbox" aria-label="Commands" className={classes.list}>
        {found.map((one) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the combobox, which has the focus
          <div
            key={one.command}
            id={`${id}-${one.command}`}
            role="option"
            tabIndex={-1}
            aria-selected={one.command === active?.command}
            aria-disabled={one.why !== null}
            className={classes.option}
            onClick={() => run(one)}
          >
            <span>
              {one.label}
              {one.why !== null && <span className={classes.why}>{one.why}</span>}
            </span>
            <span className={classes.keys}>
              {bindings[one.command].map((chord) => (
                <ChordKeys key={chord} chord={chord} platform={platform} />
              ))}
            </span>
          </div>
        ))}
      </div>
      {found.length === 0 && <p role="status">No command has that name.</p>}
    </>
  )
}

interface Found {
  readonly command: Command
  readonly label: string
  readonly why: string | null
}

/** The commands with all the words in their names, available ones first. */
function matching(wanted: string, situation: Situation): readonly Found[] {
  const words = wanted.toLowerCase().split(/\s+/)
  const found = ALL_COMMANDS.filter((command) => !HIDDEN.has(command))
    .map((command) => ({
      command,
      label: labelOf(command, situation.noun),
      why: unavailable(command, situation),
    }))
    .filter(({ label }) => words.every((word) => label.toLowerCase().includes(word)))
  return [...found.filter(({ why }) => why === null), ...found.filter(({ why }) => why !== null)]
}
