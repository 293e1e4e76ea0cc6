import { Menu } from '@mantine/core'

export interface ExportItemsProps {
  readonly exports: readonly { readonly name: string; readonly url: string }[]
}

/** Menu items that download a document, one for each format. */
export function ExportItems({ exports }: ExportItemsProps) {
  return exports.map(({ name, url }) => (
    <Menu.Item key={name} component="a" href={url} download>
      Export {name}
    </Menu.Item>
  ))
}
