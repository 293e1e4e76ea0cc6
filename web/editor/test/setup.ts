import '@testing-library/jest-dom/vitest'
import { cleanup, configure } from '@testing-library/react'
import { afterEach, vi } from 'vitest'

// Computers that are busy with other builds get more.
configure({ asyncUtilTimeout: 10_000 })

// jsdom has no layout. With these sizes the virtual list has rows to show.
Object.defineProperties(HTMLElement.prototype, {
  clientHeight: { configurable: true, value: 800 },
  clientWidth: { configurable: true, value: 1024 },
  offsetHeight: { configurable: true, value: 80 },
  offsetWidth: { configurable: true, value: 1024 },
})
vi.stubGlobal(
  'ResizeObserver',
  class {
    observe() {}
    unobserve() {}
    disconnect() {}
  },
)
vi.stubGlobal('matchMedia', (query: string) => ({
  matches: false,
  media: query,
  addEventListener() {},
  removeEventListener() {},
  addListener() {},
  removeListener() {},
}))
Element.prototype.scrollTo = () => {}
Element.prototype.scrollIntoView = () => {}

afterEach(() => {
  cleanup()
  localStorage.clear()
  sessionStorage.clear()
  globalThis.location.hash = ''
})
