// Package export draws documents: a workbook value goes in, a file comes out. It also reads
// the one kind of document that comes back: with [ReadTable] a spreadsheet or CSV file goes
// in and a [workbook.Table] comes out, which package workbook compares with what it holds.
//
// What a document says is computed in package workbook ([workbook.ActionPlan]), and what its
// readers are not to see is cut there ([workbook.PlanRequest.For]); this package decides only
// where it stands on the page. [WriteActionPlan] draws a school's action plan as a PDF,
// [WriteChecklist] its checklists with their answers, [WriteWalkAround] a blank checklist to
// fill in by hand, [WriteCaseBrief] the case alone, [WriteDistrictPlan] the plan of several
// schools, and [WriteBoardSummary] two pages for a board; all stand on one frame of a page.
// [WriteXLSX] and [WriteCSV] write a [workbook.Register] for spreadsheets, and
// [WriteCalendar] a [workbook.Agenda] for calendars.
//
// What holds for every document:
//
//   - The file appears whole or not at all. It is drawn into a file beside its
//     target, read back and checked, and only then renamed over it. After an error or a
//     cancelled context the former file is as it was and nothing is left beside it.
//   - No text is lost on a page. A cell that is taller than a page flows on to the next,
//     with the table's heading repeated; a word wider than its column breaks between characters; a
//     character that the fonts lack prints as a visible replacement and is counted. Only
//     the running header and footer, the matrix and a board's summary shorten long names,
//     which stand in full elsewhere.
//   - The same value gives the same bytes. Dates in the file are the document's own, never
//     the clock's, and nothing of the computer (login, host, folder) enters it.
//   - Every word that does not come from the workbook or the case comes from [Words].
//
// The PDFs carry a title, language, author, outline and links, and embed their fonts. They
// are not tagged and not PDF/A, and do not claim to be.
package export
