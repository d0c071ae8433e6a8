package kit

// AcceptsTab leaves Tab for the way to the next field. The toolkit's entries of several
// lines take it as text, and the keyboard could not leave a note any more.
func (f *Field) AcceptsTab() bool { return false }
