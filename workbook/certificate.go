package workbook

// Certificates are the certificates of participation of an exercise.
type Certificates struct {
	ExerciseOverview
	For []Participant // those who attended; one without a name where nobody is known to have
}

// NewCertificates makes the certificates of an exercise.
func NewCertificates(r ExerciseRequest) Certificates {
	c := Certificates{ExerciseOverview: NewExerciseOverview(r)}
	for _, p := range r.Exercise.Participants {
		if p.Attended {
			c.For = append(c.For, p)
		}
	}
	if len(c.For) == 0 {
		c.For = []Participant{{}}
	}
	return c
}
