import { PersonName, type PersonNameProps } from './PersonName.tsx'

/** Sentence in pieces, so that the names of people in it keep their marks. */
export type Phrase = readonly (string | PersonNameProps)[]

/** The sentence without marks, for screen readers and titles. */
export function textOf(phrase: Phrase): string {
  return phrase.map((piece) => (typeof piece === 'string' ? piece : piece.name)).join('')
}

/** Sentence with a mark at each name. */
export function PhraseText({ phrase }: { readonly phrase: Phrase }) {
  return phrase.map((piece, index) => (typeof piece === 'string' ? piece : <PersonName key={index} {...piece} />))
}
