import { type ComponentType, lazy, useEffect } from 'react'
import { reportRefusal } from '../../components/notices.tsx'
import type { ChecksPanelProps } from '../../features/checks/ChecksPanel.tsx'
import type { HistoryPanelProps } from '../../features/history/HistoryPanel.tsx'
import type { ReturnDialogProps } from '../../features/returns/ReturnDialog.tsx'
import type { SelectionBarProps } from '../../features/selection/SelectionBar.tsx'
import type { GapsBarProps } from '../../features/timing/GapsBar.tsx'
import type { TimingStripProps } from '../../features/timing/TimingStrip.tsx'
import type { CommandPaletteProps } from './CommandPalette.tsx'
import type { KeysDialogProps } from './keys/KeysDialog.tsx'
import type { StepsPanelProps } from './undo/StepsPanel.tsx'

const dialogs = {
  keys: () => import('./keys/KeysDialog.tsx').then(({ KeysDialog }) => ({ default: KeysDialog })),
  palette: () => import('./CommandPalette.tsx').then(({ CommandPalette }) => ({ default: CommandPalette })),
  selection: () =>
    import('../../features/selection/SelectionBar.tsx').then(({ SelectionBar }) => ({ default: SelectionBar })),
  checks: () => import('../../features/checks/ChecksPanel.tsx').then(({ ChecksPanel }) => ({ default: ChecksPanel })),
  history: () =>
    import('../../features/history/HistoryPanel.tsx').then(({ HistoryPanel }) => ({ default: HistoryPanel })),
  timing: () => import('../../features/timing/TimingStrip.tsx').then(({ TimingStrip }) => ({ default: TimingStrip })),
  gaps: () => import('../../features/timing/GapsBar.tsx').then(({ GapsBar }) => ({ default: GapsBar })),
  returns: () =>
    import('../../features/returns/ReturnDialog.tsx').then(({ ReturnDialog }) => ({ default: ReturnDialog })),
  steps: () => import('./undo/StepsPanel.tsx').then(({ StepsPanel }) => ({ default: StepsPanel })),
}

/** Dialogs and panels that are loaded after the page. */
export const KeysDialog = lazy<ComponentType<KeysDialogProps>>(() => dialogs.keys().catch(notLoaded))
export const CommandPalette = lazy<ComponentType<CommandPaletteProps>>(() => dialogs.palette().catch(notLoaded))
export const SelectionBar = lazy<ComponentType<SelectionBarProps>>(() => dialogs.selection().catch(notLoaded))
export const TimingStrip = lazy<ComponentType<TimingStripProps>>(() => dialogs.timing().catch(notLoaded))
export const GapsBar = lazy<ComponentType<GapsBarProps>>(() => dialogs.gaps().catch(notLoaded))
export const ChecksPanel = lazy<ComponentType<ChecksPanelProps>>(() => dialogs.checks().catch(notLoaded))
export const HistoryPanel = lazy<ComponentType<HistoryPanelProps>>(() => dialogs.history().catch(notLoaded))
export const ReturnDialog = lazy<ComponentType<ReturnDialogProps>>(() => dialogs.returns().catch(notLoaded))
export const StepsPanel = lazy<ComponentType<StepsPanelProps>>(() => dialogs.steps().catch(notLoaded))

/** Loads them before they are needed, so that they open at once, and without a connection. */
export function useDialogsSoon(): void {
  useEffect(() => {
    const timer = setTimeout(() => Object.values(dialogs).forEach((load) => void load().catch(() => {})), 1_000)
    return () => clearTimeout(timer)
  }, [])
}

function notLoaded(): { default: () => null } {
  return { default: NotLoaded }
}

function NotLoaded() {
  useEffect(() =>
    reportRefusal('This part of the page could not be loaded. Check the connection, then reload the page.'),
  )
  return null
}
