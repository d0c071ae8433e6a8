package storage

import (
	"context"
	"errors"
	"os"
	"time"

	"forethought/workbook"
)

// Extension is how the name of a workbook file ends.
const Extension = ".forethought"

// CreateFilled makes a workbook with a history: each batch is applied as if on the
// afternoon of its day, so that the record of changes reads as it would in life. Progress,
// which may be nil, is told how many batches are in. After an error, or when the context is
// cancelled, there is no file. Besides the errors of [Create] and [Workbook.Apply] there are
// none; where a file stands under the name already, it is left alone (ErrExists).
func CreateFilled(ctx context.Context, path string, c *workbook.Case, batches []workbook.DatedBatch, progress func(done, total int)) (err error) {
	clock := time.Now()
	if len(batches) > 0 {
		clock = batches[0].On.Time()
	}
	w, err := Create(ctx, path, CaseRef{c.ID, c.Version}, Options{Case: c, Now: func() time.Time { return clock }})
	if err != nil {
		return err
	}
	defer func() {
		if err = errors.Join(err, w.Close()); err != nil {
			err = errors.Join(err, os.Remove(path))
		}
	}()
	for i, b := range batches {
		const afternoon = 15 * time.Hour // UTC, the same day nearly everywhere
		clock = b.On.Time().Add(afternoon + time.Duration(i)*time.Minute)
		if _, err := w.Apply(ctx, b.Author, b.Changes); err != nil {
			return err
		}
		if progress != nil {
			progress(i+1, len(batches))
		}
	}
	return nil
}
