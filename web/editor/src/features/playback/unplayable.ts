const PAGES_OF_PLAYERS =
  /(^|\.)(youtube\.com|youtu\.be|youtube-nocookie\.com|vimeo\.com|dailymotion\.com|twitch\.tv|netflix\.com|disneyplus\.com|primevideo\.com)$/i
const STREAM = /\.(m3u8|mpd)$/i

/** Sentences about a film that the browser does not play: why, and what to do. */
export function whyNotPlayed(name: string, isFile: boolean): string {
  if (isFile) {
    return `This browser cannot play ${name}: it does not know the format, or the film is protected. Convert it to MP4 (H.264, AAC) or WebM, or try another browser.`
  }
  const [host, path] = partsOf(name)
  if (PAGES_OF_PLAYERS.test(host)) {
    return `${host.replace(/^www\./, '')} shows its films in its own player only, and no other page can play them. Choose the film as a file, or use the address of the media file itself.`
  }
  if (STREAM.test(path)) {
    return 'This address is a playlist of a stream (HLS or DASH), which this page cannot play. Choose the film as a file, or use the address of an MP4 or WebM file.'
  }
  return `The film at ${host || name} cannot be played: it is not there, needs a sign-in or is protected, or the browser does not know its format. Check the address, or choose the film as a file.`
}

function partsOf(address: string): readonly [string, string] {
  try {
    const { hostname, pathname } = new URL(address)
    return [hostname, pathname]
  } catch {
    return ['', '']
  }
}
