export type Platform = 'mac' | 'windows' | 'linux'

interface Navigating {
  readonly platform?: string
  readonly userAgentData?: { readonly platform?: string }
}

/** Platform of the person's keyboard, as the browser reports it. */
export function platformOf({ platform = '', userAgentData }: Navigating): Platform {
  const name = userAgentData?.platform || platform
  return /mac|iphone|ipad/i.test(name) ? 'mac' : /win/i.test(name) ? 'windows' : 'linux'
}

export const PLATFORM: Platform = platformOf(navigator as Navigating)
