package workbook

import "slices"

// WalkAround is a blank checklist to fill in by hand on the way through a school. It never
// holds an answer: what was said before must not lead the eye of who walks.
type WalkAround struct {
	Case       *Case
	School     School
	PreparedBy string
	Handling   string
	On         Date
	Pages      []WalkPage
	LeftOut    []LeftOut
}

// WalkPage is what is looked at in one place.
type WalkPage struct {
	Zone  Zone  // blank on the page of the whole school and on those of layers
	Layer Layer // where the school has named no zones
	Items []Item
}

// LeftOutDesk are the items that are answered at a desk and not on a walk.
const LeftOutDesk = "desk-items"

// NewWalkAround makes one page a zone, with the items that can be seen there, and a page of
// the items that concern the grounds and buildings as a whole. A zone that is no part of a
// building is on the grounds. A school without zones gets a page a layer. Items of the
// layers that no walk reaches, the district and its networks, are left out.
func NewWalkAround(c *Case, s SchoolRecord) WalkAround {
	w := WalkAround{Case: c, School: s.School}
	grounds, indoors := []Layer{"campus-perimeter"}, []Layer{"building-perimeter", "classroom-interior"}
	var whole []Item
	placed := map[Layer][]Item{}
	desk := 0
	for _, it := range c.Items {
		switch {
		case !slices.Contains(grounds, it.Layer) && !slices.Contains(indoors, it.Layer):
			desk++
		case len(s.Zones) > 0 && !it.seenInPlace():
			whole = append(whole, it)
		default:
			placed[it.Layer] = append(placed[it.Layer], it)
		}
	}
	if len(s.Zones) == 0 {
		for _, l := range slices.Concat(grounds, indoors) {
			if len(placed[l]) > 0 {
				w.Pages = append(w.Pages, WalkPage{Layer: l, Items: placed[l]})
			}
		}
	}
	for _, z := range s.Zones {
		page := WalkPage{Zone: z}
		layers := indoors
		if z.Building == "" {
			layers = grounds
		}
		for _, l := range layers {
			page.Items = append(page.Items, placed[l]...)
		}
		w.Pages = append(w.Pages, page)
	}
	if len(whole) > 0 {
		w.Pages = append(w.Pages, WalkPage{Items: whole})
	}
	if desk > 0 {
		w.LeftOut = append(w.LeftOut, LeftOut{LeftOutDesk, desk})
	}
	return w
}

// seenInPlace reports whether an item can be looked at in one zone: it is about doors, walls,
// cameras or alarms, and not about people and papers alone.
func (it Item) seenInPlace() bool {
	return slices.ContainsFunc(it.Components, func(c Component) bool {
		switch c {
		case "architectural", "access-control", "video-surveillance", "detection-and-alarms":
			return true
		}
		return false
	})
}
