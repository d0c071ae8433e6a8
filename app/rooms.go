package app

import (
	"context"
	"fmt"
	"io"
	"time"

	"forethought/app/session"
	"forethought/export"
	"forethought/storage"
	"forethought/workbook"
)

// book is an open workbook file, as far as the window needs it.
type book interface {
	session.Book
	Path() string
	Carried() int
	PlanRequest(ctx context.Context, schoolID string, c *workbook.Case) (workbook.PlanRequest, error)
	History(ctx context.Context, f storage.HistoryFilter) ([]workbook.Batch, error)
	Names(ctx context.Context, batches []workbook.Batch) (workbook.Names, error)
	Authors(ctx context.Context) ([]string, error)
	Search(ctx context.Context, words string, limit int) ([]workbook.Hit, error)
	MatrixCells(ctx context.Context, c *workbook.Case) (map[string]workbook.SchoolCells, error)
	AllAnswers(ctx context.Context) (map[string]workbook.Answers, error)
	TeamRequest(ctx context.Context, c *workbook.Case) (workbook.TeamRequest, error)
	ActionOrigins(ctx context.Context) (workbook.Origins, error)
	ObservedIn(ctx context.Context, observationID string) (workbook.FromExercise, error)
	Contacts(ctx context.Context) ([]workbook.Contact, error)
	Named(ctx context.Context, name string) ([]workbook.Named, error)
	Events(ctx context.Context) ([]workbook.SchoolEvent, workbook.Steps, error)
	SaveCopy(ctx context.Context, to string) error
	WritePages(ctx context.Context, begin func(size int64) (io.Writer, error)) error
	Extract(ctx context.Context, schoolID, to string, replace bool) (elsewhere int, err error)
	WouldMerge(ctx context.Context, path string, author workbook.Author, order workbook.MergeOrder) (workbook.Merging, error)
	MergeIn(ctx context.Context, path string, author workbook.Author, order workbook.MergeOrder) (workbook.Merging, error)
	Attach(ctx context.Context, author workbook.Author, files []workbook.FileToAttach) (workbook.Batch, error)
	Content(ctx context.Context, attachmentID string) ([]byte, error)
	Unused(ctx context.Context) (storage.Contents, error)
	DeleteUnused(ctx context.Context) (storage.Contents, error)
	Looked(ctx context.Context) error
	LastBackup() (time.Time, error)
	DistrictRequest(ctx context.Context, schoolID string, c *workbook.Case) (workbook.DistrictRequest, error)
	RegisterRequest(ctx context.Context, schoolID string, c *workbook.Case) (workbook.RegisterRequest, error)
	AgendaRequest(ctx context.Context, schoolID string, c *workbook.Case) (workbook.RegisterRequest, error)
	FormRequest(ctx context.Context, schoolID string, c *workbook.Case) (workbook.FormRequest, error)
	ExerciseRequest(ctx context.Context, id string, c *workbook.Case) (workbook.ExerciseRequest, error)
	ProposeForms(ctx context.Context, c *workbook.Case, forms []workbook.FilledForm) (workbook.Proposal, error)
}

// shelf opens and makes workbook files.
type shelf interface {
	Open(ctx context.Context, path string) (book, error)
	OpenToRead(ctx context.Context, path string) (book, error)
	Create(ctx context.Context, path string) (book, error)
	CreateFilled(ctx context.Context, path string, batches []workbook.DatedBatch, progress func(done, total int)) error
	Backups(path string) ([]storage.BackupFile, error)
	Restore(ctx context.Context, backup, to string) error
	Recover(ctx context.Context, damaged, to string, o storage.RecoverOptions) (workbook.Recovered, error)
	BackupFolder() string // where the backups of all workbooks are, empty for nowhere
}

// press writes documents.
type press interface {
	Report(ctx context.Context, path string, value any, o export.Options) (export.Receipt, error) // of a [report]
	Tables(ctx context.Context, path string, r workbook.Register, words export.Words) (export.SheetReceipt, error)
	Calendar(ctx context.Context, path string, a workbook.Agenda, words export.Words) (export.SheetReceipt, error)
	Form(ctx context.Context, path string, form workbook.Form, o export.Options) (export.Receipt, error)
	Forms(ctx context.Context, folder string, names []string, next func(int) (workbook.Form, error), o export.Options) error
	ExerciseDocuments(ctx context.Context, folder string, kinds []export.ExerciseDocument, r workbook.ExerciseRequest, o export.Options) ([]export.Receipt, error)
	Copy(ctx context.Context, path string, data []byte) error
}

// files is the shelf that keeps workbooks on disk.
type files struct {
	theCase   *workbook.Case
	backupDir string
	by        func() workbook.Author // who opens a workbook
}

func (f files) Open(ctx context.Context, path string) (book, error) {
	return f.open(ctx, path, storage.Options{BackupDir: f.backupDir, CheckLater: true})
}

// OpenToRead opens a file without any wish to write, as where it is damaged.
func (f files) OpenToRead(ctx context.Context, path string) (book, error) {
	return f.open(ctx, path, storage.Options{ReadOnly: true})
}

func (f files) open(ctx context.Context, path string, o storage.Options) (book, error) {
	o.Case, o.By = f.theCase, f.by()
	w, err := storage.Open(ctx, path, o)
	if err != nil {
		return nil, err
	}
	return w, nil
}

func (f files) ref() storage.CaseRef {
	return storage.CaseRef{ID: f.theCase.ID, Version: f.theCase.Version}
}

func (f files) Create(ctx context.Context, path string) (book, error) {
	w, err := storage.Create(ctx, path, f.ref(), storage.Options{BackupDir: f.backupDir, Case: f.theCase})
	if err != nil {
		return nil, err
	}
	return w, nil
}

func (f files) CreateFilled(ctx context.Context, path string, batches []workbook.DatedBatch, progress func(int, int)) error {
	return storage.CreateFilled(ctx, path, f.theCase, batches, progress)
}

func (f files) Backups(path string) ([]storage.BackupFile, error) {
	return storage.Backups(f.backupDir, path)
}

func (f files) Recover(ctx context.Context, damaged, to string, o storage.RecoverOptions) (workbook.Recovered, error) {
	o.Case = f.ref()
	return storage.Recover(ctx, damaged, to, o)
}

func (f files) Restore(ctx context.Context, backup, to string) error {
	return storage.Restore(ctx, backup, to)
}

func (f files) BackupFolder() string { return f.backupDir }

// printer is the press that writes files.
type printer struct{}

func (printer) Tables(ctx context.Context, path string, r workbook.Register, words export.Words) (export.SheetReceipt, error) {
	return export.WriteXLSX(ctx, path, r, words)
}

func (printer) Calendar(ctx context.Context, path string, a workbook.Agenda, words export.Words) (export.SheetReceipt, error) {
	return export.WriteCalendar(ctx, path, a, words)
}

func (printer) Report(ctx context.Context, path string, value any, o export.Options) (export.Receipt, error) {
	switch v := value.(type) {
	case workbook.ActionPlan:
		return export.WriteActionPlan(ctx, path, v, o)
	case answeredChecklist:
		return export.WriteChecklist(ctx, path, v.ActionPlan, o)
	case workbook.WalkAround:
		return export.WriteWalkAround(ctx, path, v, o)
	case workbook.CaseBrief:
		return export.WriteCaseBrief(ctx, path, v, o)
	case workbook.DistrictPlan:
		return export.WriteDistrictPlan(ctx, path, v, o)
	case workbook.BoardSummary:
		return export.WriteBoardSummary(ctx, path, v, o)
	}
	return export.Receipt{}, fmt.Errorf("write report: nothing draws a %T", value)
}

func (printer) Form(ctx context.Context, path string, form workbook.Form, o export.Options) (export.Receipt, error) {
	return export.WriteForm(ctx, path, form, o)
}

func (printer) Forms(ctx context.Context, folder string, names []string, next func(int) (workbook.Form, error), o export.Options) error {
	return export.WriteForms(ctx, folder, names, next, o)
}

func (printer) ExerciseDocuments(ctx context.Context, folder string, kinds []export.ExerciseDocument, r workbook.ExerciseRequest, o export.Options) ([]export.Receipt, error) {
	return export.WriteExerciseDocuments(ctx, folder, kinds, r, o)
}

func (printer) Copy(ctx context.Context, path string, data []byte) error {
	return export.WriteCopy(ctx, path, data)
}

// openTimeout bounds how long opening may take before the person is asked; a dead network
// drive answers never.
const openTimeout = 60 * time.Second
