import { type CSSVariablesResolver, createTheme } from '@mantine/core'

export const theme = createTheme({
  primaryColor: 'cyan',
  primaryShade: 9,
  defaultRadius: 'md',
  cursorType: 'pointer',
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", sans-serif',
  components: {
    Button: { styles: { root: { fontWeight: 500 } } },
  },
  headings: { fontWeight: '650' },
})

/** Mantine's own greys are too faint to be read by everybody. */
const quiet = { '--mantine-color-dimmed': 'var(--quiet)', '--mantine-color-placeholder': 'var(--quiet)' }

export const readableGreys: CSSVariablesResolver = () => ({ variables: {}, light: quiet, dark: quiet })
