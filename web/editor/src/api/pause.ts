/** Wait that can be ended early. */
export class Pause {
  private finish = () => {}

  /** Resolves after the given time, or when `end` is called. */
  for(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds)
      this.finish = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }

  end(): void {
    this.finish()
  }
}
