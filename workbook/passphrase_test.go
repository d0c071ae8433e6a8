package workbook

import (
	"fmt"
	"strings"
	"testing"
)

func TestAWeakPassphraseIsRefusedWithItsReason(t *testing.T) {
	names := []string{"Cedar Valley.forethought", "Lincoln Elementary School", "Étoile du Nord"}
	for _, x := range []struct {
		text string
		want Weakness
	}{
		{"", WeakShort},
		{"k7#Qz!m", WeakShort},
		{" four little words here", WeakBlank},
		{"four little words here ", WeakBlank},
		{"four little\twords here", WeakBlank},
		{"four little \xff words", WeakBlank},
		{strings.Repeat("long words and more ", 7), WeakBlank},
		{strings.Repeat("long words and more ", 7) + "x", WeakLong},
		{"aaaaaaaaaaaaaaaa", WeakRepeats},
		{"ababababcdcdcdcd", WeakRepeats},
		{"k7#Qz!k7#Qz!k7#Qz!", WeakRepeats},
		{"abcdefghijklmnop", WeakSequence},
		{"1234567890123456", WeakSequence},
		{"9876543210 12345", WeakSequence},
		{"qwertyuiop asdfgh", WeakSequence},
		{"Password2026!!", WeakCommon},
		{"P@ssw0rd school 2027", WeakCommon},
		{"school safety plan 2026", WeakCommon},
		{"correct horse battery staple", WeakCommon},
		{"Lincoln-2026-Cedar!", WeakNames},
		{"cedar valley lincoln elementary", WeakNames},
		{"étoile étoile nord 7", WeakNames},
		{"Strawberries77!", WeakSingleWord},
		{"gingerbreadman", WeakSingleWord},
		{"violet kettle drums softly", StrongEnough},
		{"k7#Qz!m2Vx&9", StrongEnough},
		{"kettle Lincoln harbor violet", StrongEnough},
		{"голубой чайник поёт утром", StrongEnough},
	} {
		p, why := NewPassphrase(x.text, names...)
		if why != x.want {
			t.Errorf("%q: %q, want %q", x.text, why, x.want)
		}
		if kept := p.Text() != ""; kept != (x.want == StrongEnough) || kept && p.Text() != x.text {
			t.Errorf("%q: the passphrase is %q", x.text, p.Text())
		}
	}
}

func TestAPassphraseIsNeverPrinted(t *testing.T) {
	p, _ := NewPassphrase("violet kettle drums softly")
	for _, said := range []string{fmt.Sprint(p), fmt.Sprintf("%v %+v %#v %s %q", p, p, p, p, p)} {
		if strings.Contains(said, "kettle") {
			t.Errorf("printed: %s", said)
		}
	}
}
