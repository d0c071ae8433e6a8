package storage

import (
	"context"
	"database/sql"

	"forethought/workbook"
)

// MatrixCells reads where each school stands on each item of a case, by school id: what a
// matrix of the whole district needs, without the long texts. Schools without any answer,
// and answers to items that the case does not hold, are not in it; zones that were removed
// since are not named.
func (w *Workbook) MatrixCells(ctx context.Context, c *workbook.Case) (map[string]workbook.SchoolCells, error) {
	place := make(map[string]int, len(c.Items))
	for i, it := range c.Items {
		place[it.ID] = i
	}
	all := map[string]workbook.SchoolCells{}
	err := w.read(ctx, "read the matrix", func(tx *sql.Tx) error {
		if err := eachStanding(ctx, tx, func(school string, item []byte, cell workbook.MatrixCell) {
			i, known := place[string(item)]
			if !known {
				return
			}
			cells := all[school]
			if cells.Cells == nil {
				cells.Cells = make([]workbook.MatrixCell, len(c.Items))
				all[school] = cells
			}
			cells.Cells[i] = cell
		}); err != nil {
			return err
		}
		return eachZoneMark(ctx, tx, func(z workbook.Zone, item string) {
			i, known := place[item]
			cells, answered := all[z.SchoolID]
			if known && answered {
				cells.Zones = append(cells.Zones, workbook.ZoneMark{Item: i, Label: z.Label()})
				all[z.SchoolID] = cells
			}
		})
	})
	if err != nil {
		return nil, err
	}
	return all, nil
}

// eachStanding goes through the answers, school by school. It takes the values as bytes and
// computes each of the few combinations of words once, since there may be hundreds of
// thousands of rows.
func eachStanding(ctx context.Context, q queryer, tell func(school string, item []byte, cell workbook.MatrixCell)) error {
	var id, item, status, probability, magnitude, override sql.RawBytes
	var school string
	var words []byte
	known := map[string]workbook.MatrixCell{}
	const query = `SELECT t.school, t.item, t.status, t.probability, t.magnitude, t.override
		FROM answer AS t WHERE ` + ofPresentSchool + ` ORDER BY t.school`
	return each(ctx, q, query, nil, func(rows *sql.Rows) error {
		if err := rows.Scan(&id, &item, &status, &probability, &magnitude, &override); err != nil {
			return err
		}
		words = words[:0]
		for _, w := range [][]byte{status, probability, magnitude, override} {
			words = append(append(words, w...), ' ')
		}
		cell, ok := known[string(words)]
		if !ok {
			a := workbook.Answer{
				Status: workbook.Status(status), Probability: workbook.Probability(probability),
				Magnitude: workbook.Magnitude(magnitude), Override: workbook.Priority(override),
			}
			cell = workbook.NewMatrixCell(a.Status, a.Priority())
			known[string(words)] = cell
		}
		if school != string(id) {
			school = string(id)
		}
		tell(school, item, cell)
		return nil
	})
}

// eachZoneMark goes through the zones that answers point to.
func eachZoneMark(ctx context.Context, q queryer, tell func(z workbook.Zone, item string)) error {
	const query = `SELECT t.school, t.item, z.building, z.name
		FROM answer_zone AS t JOIN zone AS z ON z.id = t.zone AND z.present = 1
		WHERE ` + ofPresentSchool + ` ORDER BY t.school, t.item, z.id`
	return each(ctx, q, query, nil, func(rows *sql.Rows) error {
		var z workbook.Zone
		var item string
		if err := rows.Scan(&z.SchoolID, &item, &z.Building, &z.Name); err != nil {
			return err
		}
		tell(z, item)
		return nil
	})
}
