// Package storage keeps a workbook in a file. One workbook is one SQLite database whose
// name ends in .forethought, and nothing in the project but this package speaks SQL.
//
// [Create] makes a workbook, [Open] opens one, [Workbook.Apply] changes it, and the methods
// named for what they return read it. There is no saving: when Apply returns without an
// error, the change is on the disk.
//
// # What holds
//
//   - Every edit is a batch of [workbook.Change]. A batch is applied whole or not at all,
//     and stands in the history in the same transaction, with the values it replaced.
//   - Nothing is deleted. Removing sets a mark; the row, its other fields and its history
//     stay. The one exception is asked for by name: [Workbook.DeleteUnused] deletes the
//     bytes of files that were removed.
//   - A batch is durable once Apply, Undo or Redo has returned: the disk was told to write
//     the file, and that its journal is void. A program that is killed, or a computer that
//     stops, between two edits loses neither.
//   - Several windows, programs or computers may have one file open. Changes are made field
//     by field inside an immediate transaction, so two that edit different fields of one
//     answer both keep theirs, and the later of two that edit the same field wins with the
//     earlier in the history. [Workbook.Seq] tells one of the other's commits.
//   - Two copies that went separate ways become one with [Merge] or [Workbook.MergeIn], and a
//     school's part goes out with [Workbook.Extract] and comes back by the same way.
//   - Opening never harms: a file that is refused is left byte for byte as it was, apart
//     from the recovery that SQLite itself does after a crash.
//   - A [Workbook] may be used from several goroutines at once; its calls take turns.
//
// # Errors
//
// An error that a person can do something about is a [workbook.Problem] with the file's
// path and one of these kinds, found with errors.Is:
//
//	ErrNoSuchFile    no file there, or it was moved, deleted or replaced while open
//	ErrExists        a file is there already, and none is ever overwritten
//	ErrNotAWorkbook  another kind of file
//	ErrNewerVersion  written by a newer Forethought
//	ErrDamaged       the file, or part of it, cannot be made sense of
//	ErrReadOnly      opened for reading only, or the file or its folder only allows that
//	ErrNotWritable   the folder, the file or the network drive refuses
//	ErrDiskFull      no room left
//	ErrForeignJournal  the journal of another file lies beside it
//	ErrJournalThere    under the new name lies the journal of a file that was there
//	ErrBusy          another program kept the file locked for longer than five seconds
//
// Reading and changing have further kinds, named where they are returned. Every other
// error is a fault of the program or a cancelled context.
//
// # The file
//
// The header carries application_id 0x466F5468 ("FoTh"), and user_version is the number of
// the last migration applied. The tables are those of migrations/0001_first.sql and what
// later files add: one per kind of thing with a column per field, link tables for the
// fields that hold sets of ids, batch and change for the history, and book, one row
// with the workbook's own id (a UUIDv7 that copies and backups share) and its case. Triggers
// keep an index for [Workbook.Search] in step with them: findable numbers the things that
// hold text, word and past are FTS5 tables of the words that stand today and of those that
// the history knows. The index holds no text of its own and can be made again from the tables.
//
// An exercise is a row of exercise, and its parts are rows of their own that name it. How a
// run went is rows of happening and nothing else; see [workbook.NewRun].
//
// What each version of the case asked that the workbook was opened with is a row of case_record;
// see [Workbook.CaseRecords].
//
// The bytes of attached files are in content, each once under its SHA-256; empty bytes say
// that they were deleted for good.
//
// The journal is SQLite's rollback journal, never WAL, because workbooks lie on shares and
// in synchronised folders: a closed workbook is one file and no other. While one is open its
// journal stays beside it, void, of 1 MiB at most; see [Workbook.Close].
// A migration is one SQL file and one transaction, and is preceded by a backup.
package storage
