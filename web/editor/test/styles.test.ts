import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const STYLES = '../node_modules/@mantine/core/styles'

/** Components that share the styles of others. */
const MADE_OF: Readonly<Record<string, readonly string[]>> = {
  TextInput: ['Input'],
  Textarea: ['Input'],
  NumberInput: ['Input'],
  PasswordInput: ['Input'],
  Select: ['Input', 'Combobox', 'Popover', 'ScrollArea'],
  Menu: ['Popover'],
  Modal: ['ModalBase', 'Overlay', 'Paper', 'CloseButton'],
  SegmentedControl: ['FloatingIndicator'],
  Checkbox: ['InlineInput'],
  Radio: ['InlineInput'],
  Switch: ['InlineInput'],
}

const sources = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.tsx'))
const used = new Set(
  sources.flatMap((name) =>
    [...readFileSync(join('src', name), 'utf8').matchAll(/import \{([^}]*)\} from '@mantine\/core'/g)].flatMap(
      ([, names = '']) => names.split(',').map((one) => one.trim()),
    ),
  ),
)

test('the styles of every component of Mantine that is used are loaded', () => {
  const needed = [...used].flatMap((name) => [name, ...(MADE_OF[name] ?? [])])
  const styles = readFileSync('src/app/mantine.css', 'utf8')
  const missing = needed.filter((name) => existsSync(`${STYLES}/${name}.css`) && !styles.includes(`/${name}.css"`))

  expect(used.size).toBeGreaterThan(10)
  expect(missing).toEqual([])
})
