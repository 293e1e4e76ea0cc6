import { Menu } from '@mantine/core'

export interface ExportItemsProps {
  readonly exports: readonly { readonly extension: string; readonly href: string }[]
}

/** Menu items that download a document, one for each of its exports. */
export function ExportItems({ exports }: ExportItemsProps) {
  return exports.map(({ extension, href }) => (
    <Menu.Item key={extension} component="a" href={href} download>
      Export .{extension}
    </Menu.Item>
  ))
}
