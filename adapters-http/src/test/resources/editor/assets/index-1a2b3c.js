export const editor = "editor"
