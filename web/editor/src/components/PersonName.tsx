import { SignedInIcon, TypedIcon } from './icons.tsx'
import classes from './PersonName.module.css'

export interface PersonNameProps {
  readonly name: string
  /** True if the person signed in under that name, false if the person typed it; absent if an older server does not say. */
  readonly verified?: boolean
}

/** Name of a person with a mark: anyone can type the name of somebody else. */
export function PersonName({ name, verified }: PersonNameProps) {
  if (verified === undefined) {
    return name
  }
  const meaning = verified ? 'signed in' : 'name typed by hand'
  return (
    <span className={classes.person} title={meaning}>
      {name}
      <span role="img" aria-label={meaning} className={classes.mark}>
        {verified ? <SignedInIcon /> : <TypedIcon />}
      </span>
    </span>
  )
}
