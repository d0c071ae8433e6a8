package cli

import (
	"github.com/alecthomas/kong"

	"forethought/assets"
)

// vars are the words of the grammar's help, by the names that its tags use.
func vars(w *assets.Language) kong.Vars {
	t := w.Text
	return kong.Vars{
		"window": t("cli.window"), "window_file": t("cli.window.file"),
		"new": t("cli.new"), "new_file": t("cli.new.file"), "new_case": t("cli.new.case"),
		"sample": t("cli.sample"), "sample_folder": t("cli.sample.folder"),
		"sample_force": t("cli.sample.force"), "sample_schools": t("cli.sample.schools"),
		"check": t("cli.check"), "check_file": t("cli.check.file"),
		"case": t("cli.case"), "case_check": t("cli.case.check"), "case_changes": t("cli.case.changes"),
		"case_check_file": t("cli.case.check.file"),
		"report":          t("cli.report"), "report_action_plan": t("cli.report.action-plan"),
		"report_workbook": t("cli.report.workbook"), "report_school": t("cli.report.school"),
		"report_prepared_by": t("cli.report.prepared-by"), "report_handling": t("cli.report.handling"), "form_handling": t("cli.form.handling"),
		"report_checklist": t("cli.report.checklist"), "report_walk_around": t("cli.report.walk-around"),
		"report_case_brief": t("cli.report.case-brief"), "report_which": t("cli.report.which"),
		"report_district_plan": t("cli.report.district-plan"), "report_board_summary": t("cli.report.board-summary"),
		"report_audience": t("cli.report.audience"), "report_brief_workbook": t("cli.report.case-brief.workbook"),
		"report_out": t("cli.report.out"), "paper": t("cli.paper"),
		"export": t("cli.export"), "export_xlsx": t("cli.export.xlsx"), "export_csv": t("cli.export.csv"),
		"export_ics": t("cli.export.ics"), "export_school": t("cli.export.school"),
		"export_out": t("cli.export.out"), "export_table": t("cli.export.table"),
		"export_prepared_by": t("cli.export.prepared-by"),
		"form":               t("cli.form"), "form_all": t("cli.form.all"), "form_out": t("cli.form.out"),
		"form_prepared_by": t("cli.form.prepared-by"),
		"import_form":      t("cli.import.form"), "import_form_files": t("cli.import.form.files"),
		"exercise": t("cli.exercise"), "exercise_draft": t("cli.exercise.draft"), "exercise_list": t("cli.exercise.list"),
		"exercise_workbook": t("cli.exercise.workbook"), "exercise_name": t("cli.exercise.name"),
		"exercise_minutes": t("cli.exercise.minutes"), "exercise_date": t("cli.exercise.date"),
		"exercise_starts":  t("cli.exercise.starts"),
		"exercise_follows": t("cli.exercise.follows"), "exercise_list_school": t("cli.exercise.list.school"),
		"exercise_msel": t("cli.exercise.msel"), "exercise_msel_export": t("cli.exercise.msel.export"),
		"exercise_msel_import": t("cli.exercise.msel.import"), "exercise_msel_file": t("cli.exercise.msel.file"),
		"exercise_feedback": t("cli.exercise.feedback"), "exercise_feedback_import": t("cli.exercise.feedback.import"),
		"search": t("cli.search"), "search_workbook": t("cli.search.workbook"),
		"search_words": t("cli.search.words"),
		"merge":        t("cli.merge"), "merge_first": t("cli.merge.first"), "merge_second": t("cli.merge.second"),
		"merge_out": t("cli.merge.out"), "merge_force": t("cli.merge.force"), "merge_take": t("cli.merge.take"),
		"extract": t("cli.extract"), "extract_school": t("cli.extract.school"), "extract_out": t("cli.extract.out"),
		"import": t("cli.import"), "import_schools": t("cli.import.schools"), "import_actions": t("cli.import.actions"),
		"import_workbook": t("cli.import.workbook"), "import_files": t("cli.import.files"),
		"import_sheet": t("cli.import.sheet"), "import_column": t("cli.import.column"),
		"import_day_first": t("cli.import.day-first"), "import_undo": t("cli.import.undo"),
		"import_undo_author": t("cli.import.undo.author"),
		"accept":             t("cli.accept"), "skip_faulty": t("cli.skip-faulty"),
		"author": t("cli.author"), "role": t("cli.role"),
		"exercise_documents":   t("cli.exercise.documents"),
		"exercise_of_workbook": t("cli.exercise.choose"), "exercise_documents_only": t("cli.exercise.documents.only", "Kinds", documentCodes()),
		"exercise_documents_out": t("cli.exercise.documents.out"), "KIND": t("cli.place.kind"),
		"seal": t("cli.seal"), "seal_source": t("cli.seal.source"), "seal_out": t("cli.seal.out"),
		"seal_passphrase_file": t("cli.seal.passphrase-file"),
		"unseal":               t("cli.unseal"), "unseal_file": t("cli.unseal.file"), "unseal_out": t("cli.unseal.out"),
		"FILE_OR_FOLDER": t("cli.place.file-or-folder"),
		"history":        t("cli.history"), "history_workbook": t("cli.history.workbook"), "history_school": t("cli.history.school"),
		"history_item": t("cli.history.item"), "history_author": t("cli.history.author"), "history_limit": t("cli.history.limit"),
		"backup": t("cli.backup"), "backup_list": t("cli.backup.list"), "backup_restore": t("cli.backup.restore"),
		"backup_workbook": t("cli.backup.workbook"), "backup_which": t("cli.backup.which"), "backup_out": t("cli.backup.out"),
		"recover": t("cli.recover"), "recover_file": t("cli.recover.file"), "recover_out": t("cli.recover.out"),
		"NUMBER":  t("cli.place.number"),
		"version": t("cli.version"), "help": t("cli.help"),
		"FILE": t("cli.place.file"), "FOLDER": t("cli.place.folder"), "NAME": t("cli.place.name"),
		"handling_mark": t("report.handling.official"),
		"MARK":          t("cli.place.mark"), "ID": t("cli.place.id"), "WORDS": t("cli.place.words"),
		"COLUMN": t("cli.place.column"), "DATE": t("cli.place.date"),
	}
}
