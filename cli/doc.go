// Package cli is Forethought without a window: for scripts, for the people who look after a
// district's computers, and for tests. Each verb is a small struct in a file of its own,
// and [Main] is the whole of it: arguments in, an exit code out.
//
//	forethought [FILE]                          the window
//	forethought new FILE                        an empty workbook
//	forethought sample FOLDER                   the sample district and its action plans
//	forethought check FILE                      is this workbook sound?
//	forethought case check [FILE]               is this case file sound?
//	forethought report action-plan ...          a school's action plan as a PDF
//	forethought report checklist ...            its checklists with their answers
//	forethought report walk-around ...          a blank checklist to fill in by hand
//	forethought report district-plan ...        the plan of all schools
//	forethought report board-summary ...        two pages for a board
//	forethought report case-brief ...           the case alone
//	forethought export xlsx|csv|ics ...         tables and days for other programs
//	forethought import schools|actions ...      what other programs hold, shown before it is written
//	forethought import undo --workbook FILE     take back what was brought in last
//	forethought form ...                        checklists as forms to be filled in
//	forethought exercise draft ...              a tabletop exercise from a school's gaps
//	forethought exercise list --workbook FILE   the exercises of a workbook
//	forethought search --workbook FILE WORDS    where do these words stand?
//	forethought merge FIRST SECOND -o FILE      one workbook of two copies
//	forethought extract ... -o FILE             a school's part of a workbook
//	forethought version
//
// What holds for every verb:
//
//   - What was asked for goes to standard output; everything else to standard error, an
//     error as one sentence with the way on.
//   - The exit code is 0 for done, 1 for could not, 2 for wrong usage.
//   - Nothing is written over unless the verb says so, and a verb that is stopped with
//     Ctrl+C leaves nothing half made.
//   - Nothing is asked and nothing is taken from the login: names come as options.
//   - The words are those of the language given, as everywhere.
package cli
