package cli

import "fmt"

// versionVerb says which Forethought this is.
type versionVerb struct{}

// Run prints the name and the version.
func (v *versionVerb) Run(env *Env) error {
	_, err := fmt.Fprintln(env.Stdout, env.Words.Text("cli.version.line", "Version", env.Version))
	return err
}
