package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"go/ast"
	"io"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// speaks says whether a package of the language could open a connection.
func speaks(imported string) bool {
	return imported == "net" || imported == "crypto/tls" || imported == "log/syslog" || imported == "expvar" ||
		under(imported, "net") && imported != "net/url" && imported != "net/netip" && imported != "net/mail" ||
		under(imported, "golang.org/x/net") && !under(imported, "golang.org/x/net/html")
}

func TestNothingOfOursCanOpenAConnection(t *testing.T) {
	sniffs := 0
	for _, f := range goFiles(t) {
		if f.isTest() {
			continue
		}
		for _, imported := range f.imports() {
			switch {
			case !speaks(imported):
			case imported == "net/http" && f.name == "storage/attachments.go":
				// What a file's first bytes say it is; see below.
			default:
				t.Errorf("%s imports %s: the program opens no connection", f.name, imported)
			}
		}
		ast.Inspect(f.syntax, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.SelectorExpr:
				from, _ := n.X.(*ast.Ident)
				if from == nil {
					return true
				}
				switch name := from.Name + "." + n.Sel.Name; {
				case name == "http.DetectContentType":
					sniffs++
				case from.Name == "http", strings.HasPrefix(name, "syscall.Socket"), name == "syscall.Connect", name == "unix.Socket", name == "unix.Connect":
					t.Errorf("%s: %s: the program opens no connection", f.at(n), name)
				case name == "model.NewDefaultConfiguration", name == "api.LoadConfiguration":
					t.Errorf("%s: %s lets pdfcpu ask the network and write settings; use reading", f.at(n), name)
				}
			case *ast.CompositeLit:
				if of, ok := n.Type.(*ast.SelectorExpr); ok && of.Sel.Name == "Configuration" && !setsOffline(n) {
					t.Errorf("%s: without Offline pdfcpu may ask the network", f.at(n))
				}
			}
			return true
		})
	}
	if sniffs == 0 {
		t.Error("nothing uses http.DetectContentType: storage has no need for net/http any more")
	}
}

func setsOffline(of *ast.CompositeLit) bool {
	return slices.ContainsFunc(of.Elts, func(e ast.Expr) bool {
		pair, ok := e.(*ast.KeyValueExpr)
		if !ok {
			return false
		}
		key, _ := pair.Key.(*ast.Ident)
		value, _ := pair.Value.(*ast.Ident)
		return key != nil && key.Name == "Offline" && value != nil && value.Name == "true"
	})
}

// couldSpeak are the packages of others that come with something that could open a connection,
// and why that is not called. A new one is to be looked at before it gets its line.
var couldSpeak = map[string]string{
	"forethought/storage":                            "reads what a file is from its first bytes",
	"fyne.io/fyne/v2":                                "loads pictures from an address; we load none",
	"fyne.io/fyne/v2/internal/repository":            "files at an address; we open none",
	"fyne.io/fyne/v2/storage/repository":             "reads addresses",
	"github.com/arran4/golang-ical":                  "fetches calendars; we write ours",
	"github.com/godbus/dbus/v5":                      "the desktop's own bus, for the theme and for dialogs; a socket of this computer",
	"github.com/google/uuid":                         "reads the network card's address for ids of version 1; ours are of version 7",
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/primitives": "pictures at an address, in documents made of JSON; we make none",
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/sign":       "asks whether a signature was withdrawn; our settings are offline, and we check none",
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/validate":   "tries links; our settings are offline",
	"golang.org/x/sys/windows":                       "calls of Windows",
}

func TestWhatCouldOpenAConnectionIsKnown(t *testing.T) {
	list := exec.Command("go", "list", "-tags", "migrated_fynedo", "-deps", "-json=ImportPath,Imports,Standard", ".")
	out, err := list.Output()
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]bool{"golang.org/x/sys/windows": true} // there alone
	for all := json.NewDecoder(bytes.NewReader(out)); ; {
		var p struct {
			ImportPath string
			Imports    []string
			Standard   bool
		}
		if err := all.Decode(&p); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		if p.Standard || !slices.ContainsFunc(p.Imports, speaks) || under(p.ImportPath, "golang.org/x/net") {
			continue
		}
		found[p.ImportPath] = true
		if couldSpeak[p.ImportPath] == "" {
			t.Errorf("%s could open a connection: look at when it would, and say here why it does not", p.ImportPath)
		}
	}
	for known := range couldSpeak {
		if !found[known] {
			t.Errorf("%s could not open a connection any more: take its line away", known)
		}
	}
}
