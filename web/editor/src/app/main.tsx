import './mantine.css'
import '@mantine/notifications/styles.css'
import './app.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { ErrorBoundary } from '../components/ErrorBoundary.tsx'
import { App } from './App.tsx'

const root = document.getElementById('root')
if (root === null) {
  throw new Error('The page has no element with the id root.')
}
createRoot(root).render(
  <StrictMode>
    <ErrorBoundary what="The editor">
      <App />
    </ErrorBoundary>
  </StrictMode>,
)
