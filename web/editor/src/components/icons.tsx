const drawn = { viewBox: '0 0 24 24', width: 18, height: 18, fill: 'none', stroke: 'currentColor' } as const

export function MoonIcon() {
  return (
    <svg aria-hidden="true" {...drawn} strokeWidth="1.8" strokeLinejoin="round">
      <path d="M20 14.5A8.5 8.5 0 0 1 9.5 4a8.5 8.5 0 1 0 10.5 10.5Z" />
    </svg>
  )
}

export function SunIcon() {
  return (
    <svg aria-hidden="true" {...drawn} strokeWidth="1.8" strokeLinecap="round">
      <circle cx="12" cy="12" r="4.2" />
      <path d="M12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M5.3 18.7l1.4-1.4M17.3 6.7l1.4-1.4" />
    </svg>
  )
}

export function MoreIcon() {
  return (
    <svg aria-hidden="true" {...drawn} stroke="none" fill="currentColor">
      <circle cx="5" cy="12" r="1.7" />
      <circle cx="12" cy="12" r="1.7" />
      <circle cx="19" cy="12" r="1.7" />
    </svg>
  )
}

export function CommandIcon() {
  return (
    <svg aria-hidden="true" {...drawn} strokeWidth="1.8" strokeLinecap="round" strokeLinejoin="round">
      <path d="M5 7l5 5-5 5M13 17h6" />
    </svg>
  )
}

/** Check mark. */
export function SignedInIcon() {
  return (
    <svg aria-hidden="true" {...drawn} strokeWidth="2.6" strokeLinecap="round" strokeLinejoin="round">
      <path d="M4.5 12.5l5 5 10-11" />
    </svg>
  )
}

/** Pencil. */
export function TypedIcon() {
  return (
    <svg aria-hidden="true" {...drawn} strokeWidth="2" strokeLinejoin="round">
      <path d="M4 20l1-4.5L16.5 4 20 7.5 8.5 19 4 20Z" />
    </svg>
  )
}
