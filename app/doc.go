// Package app is Forethought's window: a screen a file, built from the widgets of app/kit
// and fed by app/session.
//
// What holds for every screen:
//
//   - It is built once, takes what it shows from the session's view in refresh, and changes
//     the workbook only through the session. There is no Save button; the status line says
//     when the disk has answered.
//   - Everything that can take 16 ms runs off the UI goroutine and comes back through the
//     desk's post; nothing else crosses.
//   - Every sentence comes from assets/lang; every error reaches the person as a sentence.
//   - What the pointer can do, the keyboard can; the focus is visible.
package app
