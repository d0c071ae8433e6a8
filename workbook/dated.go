package workbook

// DatedBatch is a batch that is told to have been made on a day, as in a sample.
type DatedBatch struct {
	On      Date
	Author  Author
	Changes []Change
}
