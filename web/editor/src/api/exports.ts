import { requireSuccess } from '@holdfast/client'
import { transport } from './request.ts'

/**
 * The parts of a document that an export cannot hold, in words.
 *
 * @throws RequestError if the document cannot be exported
 */
export async function lossesOf(href: string): Promise<readonly string[]> {
  const response = await transport.send({ method: 'GET', url: href, accept: '*/*' })
  requireSuccess(response)
  const dropped = response.headers.get('Holdfast-Dropped') ?? ''
  return dropped
    .split(',')
    .map((part) => decodeURIComponent(part.trim()))
    .filter((part) => part !== '')
}
