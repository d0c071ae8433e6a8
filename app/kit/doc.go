// Package kit is the one set of widgets that every screen is built from: text in three
// sizes, cards, chips, pills, buttons and fields, and the theme with the colour tokens.
//
// It knows nothing of schools or cases beyond the statuses whose colours and signs it
// shows, and nothing of storage. What holds for all of it: everything that can be clicked
// can be reached and used by keyboard and shows its focus; nothing tells by colour alone;
// text is never clipped, it wraps or is shortened with an ellipsis.
package kit
