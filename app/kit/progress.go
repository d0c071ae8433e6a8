package kit

import (
	"fyne.io/fyne/v2/widget"
)

// Progress is a bar for work whose steps are counted; it is empty until they are known.
type Progress struct {
	widget.ProgressBar
}

// NewProgress makes an empty bar.
func NewProgress() *Progress {
	p := &Progress{}
	p.ExtendBaseWidget(p)
	return p
}

// Set shows how much of how much is done.
func (p *Progress) Set(done, total int) {
	if total > 0 {
		p.SetValue(float64(done) / float64(total))
	}
}
