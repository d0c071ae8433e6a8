// Package workbook is the domain of Forethought: what a case, an item, a school, an
// answer and an action are, and the rules between them.
//
// It is plain Go values and functions. It imports nothing of the project, draws nothing,
// stores nothing and knows no language: every coded value (a status, a mission area, a
// fault) is a short lower-case code here, and assets/lang holds the words a person reads.
//
// What holds everywhere:
//
//   - Every edit is a [Change] to one field of one entity. [FieldOf] says which fields
//     exist and what each may hold; nothing else may be written.
//   - Dates are calendar days without a time zone ([Date]); moments are UTC.
//   - A report is a value first ([ActionPlan]): ordered, counted and with what was left
//     out, before anything draws it.
package workbook
