import { Kbd, Modal, Table } from '@mantine/core'
import { BINDINGS } from './keys.ts'

export function KeysDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  return (
    <Modal opened={opened} onClose={onClose} title="Keyboard" centered>
      <Table>
        <Table.Tbody>
          {BINDINGS.map(({ keys, label }) => (
            <Table.Tr key={keys}>
              <Table.Td>{label}</Table.Td>
              <Table.Td>
                {keys.split('+').map((key) => (
                  <Kbd key={key} mr={4}>
                    {key.replace('Arrow', '')}
                  </Kbd>
                ))}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Modal>
  )
}
