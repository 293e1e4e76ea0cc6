import { type CSSVariablesResolver, createTheme } from '@mantine/core'

export const theme = createTheme({
  primaryColor: 'cyan',
  primaryShade: 9,
  defaultRadius: 'md',
  cursorType: 'pointer',
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", sans-serif',
  components: {
    // Its header would be a second banner of the page.
    Modal: {
      defaultProps: { closeButtonProps: { 'aria-label': 'Close' }, attributes: { header: { role: 'presentation' } } },
    },
    Notification: { defaultProps: { closeButtonProps: { 'aria-label': 'Close' } } },
    Button: { styles: { root: { fontWeight: 500 } } },
  },
  headings: { fontWeight: '650' },
})

/** Colours with the contrast that WCAG requires, in place of Mantine's greys, errors and hovered buttons. */
const readable = {
  '--mantine-color-dimmed': 'var(--quiet)',
  '--mantine-color-error': 'var(--red-text)',
  '--mantine-color-placeholder': 'var(--quiet)',
  '--mantine-color-cyan-filled-hover': '#095b6a',
  '--mantine-primary-color-filled-hover': '#095b6a',
}

export const readableColors: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    ...readable,
    '--mantine-color-cyan-light-color': '#095b6a',
    '--mantine-primary-color-light-color': '#095b6a',
  },
  dark: readable,
})
