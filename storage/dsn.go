package storage

import (
	"net/url"
	"strings"
)

// access is how a connection may touch a file.
type access int

const (
	readWrite access = iota
	readOnly
	untouched // reads without a lock, a journal or a side file; for looking at what a file is
)

// busyMillis is how long a connection waits for another that holds the file.
const busyMillis = "5000"

// dsn names a database file for the SQLite driver. The path must be absolute; windows says
// which system's form it has. Every character of the path is escaped as a URI asks, since
// '#', '?' and '%' in a bare name would silently open another file. A missing file is
// never created.
func dsn(path string, how access, windows bool) string {
	q := url.Values{}
	q.Set("_busy_timeout", busyMillis)
	q.Set("_defensive", "1")
	q.Set("_dqs", "0")
	q.Set("_error_rc", "1")
	q.Set("_foreign_keys", "1")
	q.Add("_pragma", "trusted_schema(0)")
	switch how {
	case readWrite:
		q.Set("mode", "rw")
		q.Set("_txlock", "immediate")
		q.Set("_journal_mode", "DELETE")
		// EXTRA is FULL and besides makes the removal of the journal durable, without
		// which a power cut just after a commit may take the commit back.
		q.Set("_synchronous", "EXTRA")
	case readOnly:
		q.Set("mode", "ro")
	case untouched:
		q.Set("mode", "ro")
		q.Set("immutable", "1")
	}
	return (&url.URL{Scheme: "file", Path: uriPath(path, windows), RawQuery: q.Encode()}).String()
}

// readingURI names a database file for a connection to read it beside its own.
func readingURI(path string, windows bool) string {
	return (&url.URL{Scheme: "file", Path: uriPath(path, windows), RawQuery: "mode=ro"}).String()
}

// uriPath turns an absolute path into the path of a file URI: /C:/plans/x for a drive
// letter, //server/share/x for a UNC name. The prefix \\?\, with which Windows marks long
// names, goes, since SQLite puts its own.
func uriPath(path string, windows bool) string {
	if !windows {
		return path
	}
	if rest, ok := strings.CutPrefix(path, `\\?\UNC\`); ok {
		path = `\\` + rest
	} else if rest, ok := strings.CutPrefix(path, `\\?\`); ok {
		path = rest
	}
	path = strings.ReplaceAll(path, `\`, "/")
	if !strings.HasPrefix(path, "/") {
		path = "/" + path
	}
	return path
}
