package export

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
)

// WriteCopy writes bytes to a file exactly as they are, replacing what is there. It appears
// whole or not at all, as every document does; its errors are theirs.
func WriteCopy(ctx context.Context, path string, data []byte) error {
	_, err := put(ctx, path,
		func(w io.Writer) error { _, err := w.Write(data); return err },
		func(written io.ReadSeeker) error {
			back, err := io.ReadAll(written)
			if err == nil && !bytes.Equal(back, data) {
				err = errors.New("what was written reads differently")
			}
			return err
		})
	if err != nil {
		return fmt.Errorf("write copy: %w", err)
	}
	return nil
}
