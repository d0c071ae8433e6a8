// Package assets holds what is built into Forethought and turns it into values: the
// cases and what exercises on them are drafted from, the words of each language, the fonts
// and icons, and the sample district.
//
// Everything outside is read with limits and with an answer that says where: a case file
// comes from other hands, so [ReadContentFile] names the line and the field of each fault and
// never panics.
package assets

import (
	"embed"
	"io/fs"
)

//go:embed cases exercises lang icons samples
var files embed.FS

// The fonts are large, and taken as they are: a file of an [embed.FS] is copied each time.
var (
	//go:embed fonts/NotoSans-Regular.ttf
	regular []byte
	//go:embed fonts/NotoSans-Bold.ttf
	bold []byte
	//go:embed fonts/NotoSans-Italic.ttf
	italic []byte
)

// BuiltInCase is the id of the case that ships with the program.
const BuiltInCase = "beslan-2004"

func mustRead(name string) []byte {
	data, err := fs.ReadFile(files, name)
	if err != nil {
		panic("assets: " + err.Error()) // built in: the build is broken, not the input
	}
	return data
}

// Fonts are the faces of Noto Sans, as TrueType, that documents are written in. They are the
// program's own: whoever takes them changes nothing in them.
func Fonts() (upright, strong, slanted []byte) { return regular, bold, italic }

// Icon returns an embedded SVG icon by name.
func Icon(name string) []byte { return mustRead("icons/" + name + ".svg") }

// WindowIcon returns the program's icon as a PNG of 128 x 128; drawing it from its SVG would
// take longer than all else before the window stands.
func WindowIcon() []byte { return mustRead("icons/window.png") }
