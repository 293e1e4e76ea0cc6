/** A wait that can be cut short. */
export class Pause {
  private hurry = () => {}

  /** Waits, but not longer than until it is ended. */
  for(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds)
      this.hurry = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }

  end(): void {
    this.hurry()
  }
}
